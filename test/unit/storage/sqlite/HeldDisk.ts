import { type FileHandle, open } from 'node:fs/promises';
import { onTestFinished, vi } from 'vitest';

/** A disk that says when it has something only when it is told to. Holds for every file of this process until the test ends. */
export class HeldDisk {
	/** How often it was asked. */
	public syncs = 0;
	readonly #held: ((error?: Error) => void)[] = [];
	readonly #watchers = new Set<() => void>();

	public static async hold(): Promise<HeldDisk> {
		const disk = new HeldDisk();
		const handle = await open('/dev/null');
		const prototype: FileHandle = Object.getPrototypeOf(handle);
		await handle.close();
		const spy = vi.spyOn(prototype, 'datasync').mockImplementation(() => disk.#sync());
		onTestFinished(() => {
			spy.mockRestore();
			while (disk.#held.length > 0) disk.answer();
		});
		return disk;
	}

	/** Resolves when it was asked so often. */
	public async asked(count: number): Promise<void> {
		while (this.syncs < count) await new Promise<void>((resolve) => this.#watchers.add(resolve));
	}

	/** Ends the sync that waits longest. */
	public answer(error?: Error): void {
		this.#held.shift()?.(error);
	}

	#sync(): Promise<void> {
		this.syncs++;
		for (const watcher of this.#watchers) watcher();
		this.#watchers.clear();
		return new Promise((resolve, reject) => this.#held.push((error) => (error ? reject(error) : resolve())));
	}
}
