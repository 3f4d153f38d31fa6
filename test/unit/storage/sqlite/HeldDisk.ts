import type { SyncFile } from '../../../../src/lib/storage/sqlite/syncByPace.js';

/** Disk that finishes a sync only when the test says so. */
export class HeldDisk {
	/** How often it was asked. */
	public syncs = 0;
	#isHeld = true;
	readonly #held: ((error?: Error) => void)[] = [];
	readonly #watchers = new Set<() => void>();

	public readonly sync: SyncFile = () => {
		if (!this.#isHeld) return Promise.resolve();
		this.syncs++;
		for (const watcher of this.#watchers) watcher();
		this.#watchers.clear();
		return new Promise((resolve, reject) => this.#held.push((error) => (error ? reject(error) : resolve())));
	};

	/** Resolves when it was asked so often. */
	public async asked(count: number): Promise<void> {
		while (this.syncs < count) await new Promise<void>((resolve) => this.#watchers.add(resolve));
	}

	/** Ends the sync that waits longest. */
	public answer(error?: Error): void {
		this.#held.shift()?.(error);
	}

	/** Completes all later syncs immediately. */
	public release(): void {
		this.#isHeld = false;
		while (this.#held.length > 0) this.answer();
	}
}
