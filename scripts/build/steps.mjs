import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './root.mjs';
import { readState, sourceHash, writeState } from './state.mjs';

const require = createRequire(import.meta.url);

/** Generates the files in src/generated, then writes dist's JavaScript from scratch. */
export function buildJavaScript() {
	run('generate', [join(root, 'scripts', 'generate.mjs')]);
	// Read after generating, because that may update a schema, which is a source itself.
	const hash = sourceHash();
	rmSync(join(root, 'dist'), { recursive: true, force: true });
	run('JavaScript', [tsup(), '--silent', '--config', 'tsup.config.ts']);
	writeState({ javaScript: hash });
}

/** Adds the declarations, which take most of the time. Only TypeScript code that uses the package needs them. */
export function buildTypes() {
	const hash = sourceHash();
	run('declarations', [require.resolve('typescript/bin/tsc'), '--project', 'tsconfig.build.json']);
	run('bundled declarations', [tsup(), '--silent', '--config', 'tsup.types.config.ts']);
	rmSync(join(root, 'dist', '.declarations'), { recursive: true });
	writeState({ ...readState(), types: hash });
}

/** Returns `null` if dev dependencies are not installed. */
export function findTsup() {
	try {
		return tsup();
	} catch {
		return null;
	}
}

function tsup() {
	return join(require.resolve('tsup/package.json'), '..', 'dist', 'cli-default.js');
}

function run(name, args) {
	const started = performance.now();
	const { status, error } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
	if (status !== 0) throw error ?? new Error(`Build step "${name}" failed.`);
	console.error(`built ${name} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
