import { closeSync, fdatasyncSync, openSync } from 'node:fs';
import type { SyncFailures } from '../SyncFailures.js';

const SoonMs = 10;

/**
 * Writes SQLite's write-ahead log to the disk on the calling thread. Counterpart of `WalSync` for a thread without
 * other work.
 */
export class BlockingWalSync {
	readonly #path: string;
	readonly #rewrite: () => void;
	readonly #failures: SyncFailures;
	readonly #syncNow: (fd: number) => void;
	#fd: number | null = null;
	#soon: NodeJS.Timeout | null = null;

	/**
	 * @param path Path of the log. It exists after the first commit.
	 * @param rewrite Writes the log to the file itself, and waits for the disk.
	 */
	public constructor(path: string, rewrite: () => void, failures: SyncFailures, syncNow = fdatasyncSync) {
		this.#path = path;
		this.#rewrite = rewrite;
		this.#failures = failures;
		this.#syncNow = syncNow;
	}

	/** Returns when all commits survive a power cut. */
	public flush(): void {
		if (this.#soon) clearTimeout(this.#soon);
		this.#soon = null;
		try {
			const failed = this.#failures.unrepaired();
			if (failed !== null) this.#rewrite();
			this.#fd ??= openSync(this.#path, 'r+');
			this.#syncNow(this.#fd);
			if (failed !== null) this.#failures.repaired(failed);
		} catch (error) {
			this.#failures.record();
			throw error;
		}
	}

	public flushSoon(): void {
		this.#soon ??= setTimeout(() => this.#tryFlush(), SoonMs);
	}

	public close(): void {
		if (this.#soon) clearTimeout(this.#soon);
		if (this.#fd !== null) closeSync(this.#fd);
		this.#fd = null;
	}

	#tryFlush(): void {
		try {
			this.flush();
		} catch {
			// The failure is recorded. The next sync repairs it, or reports it to its callers.
		}
	}
}
