import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

const inputs = ['src', 'sandbox', 'prisma', 'scripts', 'package.json', 'package-lock.json'];
const isConfig = (name) => /\.config\.ts$|^tsconfig\b.*\.json$/.test(name);
const generated = [join('src', 'generated'), join('sandbox', 'generated')];
const stateFile = join(root, 'dist', '.build-hash');

/**
 * One hash over the names and contents of everything that the build reads.
 *
 * Not their times: git gives files the time of the checkout, in any order.
 */
export function sourceHash() {
	const hash = createHash('sha256');
	for (const path of [...inputs, ...readdirSync(root).filter(isConfig).sort()].flatMap(filesUnder)) {
		const content = readFileSync(join(root, path));
		hash.update(`${path}\0${content.length}\0`).update(content);
	}
	return hash.digest('hex');
}

/** Of which sources dist holds the JavaScript, and of which the declarations: two hashes, or `undefined` for neither. */
export function readState() {
	try {
		return JSON.parse(readFileSync(stateFile, 'utf8'));
	} catch {
		return {};
	}
}

export function writeState(state) {
	writeFileSync(stateFile, JSON.stringify(state));
}

export const hasSources = () => existsSync(join(root, 'src'));
export const hasDist = () => existsSync(join(root, 'dist', 'index.js'));

function filesUnder(path) {
	if (generated.includes(path) || !existsSync(join(root, path))) return [];
	if (statSync(join(root, path)).isFile()) return [path];
	return readdirSync(join(root, path))
		.sort()
		.flatMap((name) => filesUnder(join(path, name)));
}
