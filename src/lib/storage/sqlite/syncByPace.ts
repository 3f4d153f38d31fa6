import { fdatasyncSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';

/** Syncs below this time cost less than two changes of threads. */
const FastMs = 0.5;
/** Time for which syncs run on another thread after a slow one. Then the calling thread tries the disk again. */
const OffThreadMs = 1_000;

/** Waits until the data written to a file is on the disk. */
export type SyncFile = (file: Pick<FileHandle, 'fd' | 'datasync'>) => Promise<void>;

/**
 * Returns a sync that runs on the calling thread for a fast disk, and on another thread for a slow one. A slow sync
 * would block the calling thread, which answers all requests.
 *
 * @param syncNow Syncs on the calling thread.
 */
export function syncByPace(syncNow: (fd: number) => void = fdatasyncSync): SyncFile {
	let offThreadUntil = 0;
	return async (file) => {
		const begunAt = performance.now();
		if (begunAt < offThreadUntil) return file.datasync();
		syncNow(file.fd);
		const endedAt = performance.now();
		if (endedAt - begunAt > FastMs) offThreadUntil = endedAt + OffThreadMs;
	};
}
