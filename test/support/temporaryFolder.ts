import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';

/** Creates a folder that is removed when the running test ends. */
export function temporaryFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'kick-storage-'));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

/** Creates a folder that is removed after the last test of the file. */
export function folderOfTestFile(): string {
	const folder = mkdtempSync(join(tmpdir(), 'kick-file-'));
	afterAll(() => rmSync(folder, { recursive: true, force: true }));
	return folder;
}
