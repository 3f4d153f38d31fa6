import { stat } from 'node:fs/promises';

/**
 * Remembers which file is open. The answer rejects when another one, or none, is at the path.
 *
 * An open file that somebody deletes can still be written, and all of it is gone at the next start.
 */
export async function sameFile(path: string): Promise<() => Promise<void>> {
	const opened = await stat(path, { bigint: true });
	return async () => {
		const current = await stat(path, { bigint: true });
		if (current.ino !== opened.ino) throw new Error('The database file was removed or replaced while it was open.');
	};
}
