// Runs the Prisma CLI with this repository's schema engine, so that it works where Prisma's engine host is unreachable:
//   node scripts/prisma.mjs migrate status --config prisma.sqlite.config.ts
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const cli = createRequire(import.meta.url).resolve('prisma/build/index.js');
const engine = fileURLToPath(new URL('./schema-engine.mjs', import.meta.url));

/** Runs the CLI and returns the result of `spawnSync`; `options` are those of `spawnSync`. */
export function prisma(args, options) {
	return spawnSync(process.execPath, [cli, ...args], {
		...options,
		env: { ...process.env, ...engineFor(args), PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' }
	});
}

// Windows can't start a script by its shebang line. `generate` only needs the file to exist, so this path works there
// too.
function engineFor(args) {
	const chosen = process.env.PRISMA_SCHEMA_ENGINE_BINARY;
	if (chosen) return {};
	return process.platform === 'win32' && args[0] !== 'generate' ? {} : { PRISMA_SCHEMA_ENGINE_BINARY: engine };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
	process.exitCode = prisma(process.argv.slice(2), { stdio: 'inherit' }).status ?? 1;
}
