import { type FileHandle, open } from 'node:fs/promises';
import { SyncFailures } from './SyncFailures.js';
import type { SyncFile } from './syncByPace.js';

/** Brings to the disk what was committed. */
export interface DiskSync {
	/** Resolves when all that is committed by now survives a power cut. */
	flush(): Promise<void>;
	/** The same within a moment, and nobody waits for it. */
	flushSoon(): void;
	/** Waits for what is under way. What is committed afterwards is brought to the disk by closing the database. */
	close(): Promise<void>;
}

const SoonMs = 10;

/**
 * Brings SQLite's write-ahead log to the disk.
 *
 * For `synchronous = NORMAL`: there, SQLite appends a commit to the log without waiting for the disk, and keeps the file whole
 * whatever of the log is lost. Those who ask while a sync is under way share the next one.
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
	 * @param path Of the log. It is there as soon as something was committed, and stays until the database is closed.
	 * @param rewrite Writes what is in the log to the file itself, and waits for the disk.
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
