import { fdatasyncSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';

/** A disk that is faster costs less than to change threads twice. */
const FastMs = 0.5;
/** After a slow sync; then the disk is tried once more. */
const BesideForMs = 1_000;

/** Waits until the disk has what was written to a file. */
export type SyncFile = (file: Pick<FileHandle, 'fd' | 'datasync'>) => Promise<void>;

/**
 * Waits for a fast disk at once, and for a slow one beside the thread that asks: that one answers everybody.
 *
 * @param syncNow Does it on this thread.
 */
export function syncByPace(syncNow: (fd: number) => void = fdatasyncSync): SyncFile {
	let besideUntil = 0;
	return async (file) => {
		const begunAt = performance.now();
		if (begunAt < besideUntil) return file.datasync();
		syncNow(file.fd);
		const endedAt = performance.now();
		if (endedAt - begunAt > FastMs) besideUntil = endedAt + BesideForMs;
	};
}
