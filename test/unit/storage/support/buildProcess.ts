import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'tsup';

export interface BuiltProcess {
	esm: string;
	commonJs: string;
	remove(): void;
}

/** Bundles `storageProcess.ts` as the package is bundled, in both formats, for processes of their own. */
export async function buildProcess(): Promise<BuiltProcess> {
	const folder = mkdtempSync(join(tmpdir(), 'kick-storage-process-'));
	symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
	writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
	await build({
		entry: [join(import.meta.dirname, 'storageProcess.ts')],
		outDir: folder,
		format: ['esm', 'cjs'],
		target: 'node20',
		splitting: true,
		config: false,
		silent: true
	});
	return {
		esm: join(folder, 'storageProcess.js'),
		commonJs: join(folder, 'storageProcess.cjs'),
		remove: () => rmSync(folder, { recursive: true, force: true })
	};
}
