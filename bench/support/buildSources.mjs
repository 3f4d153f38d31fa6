import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';
import { atEnd } from './cleanUp.mjs';

const Root = fileURLToPath(new URL('../..', import.meta.url));

/** Builds a module that the plugin does not export, as the plugin is built. Returns its path and `remove`. */
export async function buildKickSources() {
	// Node finds the dependencies from this folder.
	const folder = await mkdtemp(join(Root, 'bench', 'node_modules', '.kick-'));
	const remove = atEnd(() => rm(folder, { recursive: true, force: true }));
	await build({
		config: false,
		entry: { kick: join(Root, 'src/lib/kick/index.ts') },
		outDir: folder,
		outExtension: () => ({ js: '.mjs' }),
		format: 'esm',
		platform: 'node',
		target: 'node20',
		keepNames: true,
		define: { __PACKAGE_VERSION__: '"bench"' },
		silent: true
	});
	return { path: join(folder, 'kick.mjs'), remove };
}
