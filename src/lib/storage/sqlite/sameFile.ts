import { statSync } from 'node:fs';
import { stat } from 'node:fs/promises';

/** Returns what tells the file at a path from another one that replaces it. */
export function inodeOf(path: string): bigint {
	return statSync(path, { bigint: true }).ino;
}

/**
 * Returns a check that rejects when another file than the open one, or none, is at the path.
 *
 * An open file that is deleted can still be written, and all of it is gone at the next start.
 */
export function sameFile(path: string, inode: bigint): () => Promise<void> {
	return async () => {
		const current = await stat(path, { bigint: true });
		if (current.ino !== inode) throw new Error('The database file was removed or replaced while it was open.');
	};
}
