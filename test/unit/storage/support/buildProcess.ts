import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'tsup';

export interface BuiltProcess {
	esm: string;
	commonJs: string;
	/** Worker of the storage, which both formats start. */
	worker: string;
	remove(): void;
}

/**
 * Bundles a module as the package is bundled, in both formats, for processes of their own.
 * The worker of the storage is beside it.
 *
 * @param entry Default: `storageProcess.ts`.
 */
export async function buildProcess(entry = join(import.meta.dirname, 'storageProcess.ts')): Promise<BuiltProcess> {
	const folder = mkdtempSync(join(tmpdir(), 'kick-storage-process-'));
	symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
	writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
	await build({
		entry: { process: entry, sqliteWorker: join(process.cwd(), 'src/lib/storage/sqlite/worker/sqliteWorker.ts') },
		outDir: folder,
		format: ['esm', 'cjs'],
		target: 'node20',
		define: { __PACKAGE_VERSION__: '"0.0.0"' },
		splitting: true,
		shims: true,
		config: false,
		silent: true
	});
	return {
		esm: join(folder, 'process.js'),
		commonJs: join(folder, 'process.cjs'),
		worker: join(folder, 'sqliteWorker.js'),
		remove: () => rmSync(folder, { recursive: true, force: true })
	};
}
