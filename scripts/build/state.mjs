import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

const inputs = ['src', 'sandbox', 'prisma', 'scripts', 'package.json', 'package-lock.json'];
const isConfig = (name) => /\.config\.ts$|^tsconfig\b.*\.json$/.test(name);
const generated = [join('src', 'generated'), join('sandbox', 'generated')];
const stateFile = join(root, 'dist', '.build-hash');

/**
 * Hashes the names and contents of everything that the build reads.
 *
 * Modification times don't help: git gives files the time of the checkout, in any order.
 */
export function sourceHash() {
	const hash = createHash('sha256');
	for (const path of [...inputs, ...readdirSync(root).filter(isConfig).sort()].flatMap(filesUnder)) {
		const content = readFileSync(join(root, path));
		hash.update(`${path}\0${content.length}\0`).update(content);
	}
	return hash.digest('hex');
}

/**
 * Reads the hashes of the sources that dist was built from: for the JavaScript and the declarations, or `undefined`.
 */
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
