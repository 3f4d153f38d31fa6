import { type FileHandle, open } from 'node:fs/promises';
import { SyncFailures } from './SyncFailures.js';
import type { SyncFile } from './syncByPace.js';

/** Writes committed data to the disk. */
export interface DiskSync {
	/** Resolves when everything committed before the call survives a power cut. */
	flush(): Promise<void>;
	/** Starts a flush within 10 ms. No caller waits for it. */
	flushSoon(): void;
	/** Waits for the pending flush. Closing the database writes later commits to the disk. */
	close(): Promise<void>;
}

const SoonMs = 10;

/**
 * Writes SQLite's write-ahead log to the disk.
 *
 * For `synchronous = NORMAL`: SQLite then appends a commit to the log without waiting for the disk. It keeps the file
 * intact, whatever part of the log is lost. Callers that arrive during a sync share the next one.
 *
 * @see https://www.sqlite.org/pragma.html#pragma_synchronous
 */
export class WalSync implements DiskSync {
	#file: FileHandle | null = null;
	#running: Promise<void> = Promise.resolve();
	#next: Promise<void> | null = null;
	#soon: NodeJS.Timeout | null = null;
	#isClosed = false;

	/**
	 * @param path Path of the log. It exists after the first commit, and stays until the database is closed.
	 * @param rewrite Writes the log to the file itself, and waits for the disk.
	 */
	public constructor(
		private readonly path: string,
		private readonly rewrite: () => Promise<void> | void,
		private readonly syncFile: SyncFile,
		private readonly failures = new SyncFailures()
	) {}

	public flush(): Promise<void> {
		if (this.#isClosed) return this.#running;
		this.#next ??= this.#running.then(() => this.#begin());
		return this.#next;
	}

	public flushSoon(): void {
		if (this.#isClosed) return;
		this.#soon ??= setTimeout(() => void this.flush().catch(() => undefined), SoonMs);
	}

	public async close(): Promise<void> {
		this.#isClosed = true;
		if (this.#soon) clearTimeout(this.#soon);
		await this.#next?.catch(() => undefined);
		await this.#running;
		await this.#file?.close();
		this.#file = null;
	}

	#begin(): Promise<void> {
		this.#next = null;
		if (this.#soon) clearTimeout(this.#soon);
		this.#soon = null;
		const sync = this.#sync();
		this.#running = sync.catch(() => undefined);
		return sync;
	}

	async #sync(): Promise<void> {
		try {
			const failed = this.failures.unrepaired();
			if (failed !== null) await this.rewrite();
			this.#file ??= await open(this.path, 'r+');
			await this.syncFile(this.#file);
			if (failed !== null) this.failures.repaired(failed);
		} catch (error) {
			this.failures.record();
			throw error;
		}
	}
}
