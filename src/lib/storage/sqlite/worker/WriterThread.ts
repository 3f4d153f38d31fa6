import type { Worker } from 'node:worker_threads';
import { DriverAdapterError } from '@prisma/driver-adapter-utils';
import type { Mutex } from '../Mutex.js';
import type { SyncFailures } from '../SyncFailures.js';
import type { StartWorker } from './builtWorker.js';
import type { FromThread, ThreadData, ToThread, WriteRequest, WriteResult } from './requests.js';

/** The database has 5 seconds to close, and the main connection needs some of them. */
const CloseLimitMs = 4_000;

/** Reports that no worker can be started. None of its requests were carried out. */
export class ThreadUnavailable extends Error {
	public override readonly name = 'ThreadUnavailable';
}

export interface WriterThreadOptions {
	startWorker: StartWorker;
	/** Absolute path of the database. */
	path: string;
	/** Inode of the file that the main thread has open. */
	inode: bigint;
	failures: SyncFailures;
	/** Held while the worker writes: see `SqliteAdapter`. */
	writeMutex: Mutex;
}

interface Pending {
	resolve(result: WriteResult): void;
	reject(error: unknown): void;
}

/**
 * Worker that writes events. It starts with the first request, and restarts with the next one after it has ended.
 *
 * It keeps the process alive only while a request is pending.
 */
export class WriterThread {
	readonly #options: WriterThreadOptions;
	/** Oldest first, because the worker answers in this order. */
	readonly #pending: Pending[] = [];
	#worker: Worker | null = null;
	#isReady = false;
	#isClosed = false;

	public constructor(options: WriterThreadOptions) {
		this.#options = options;
	}

	/** Rejects with `ThreadUnavailable` when nothing was done, or with the error of the database. */
	public async run(request: WriteRequest): Promise<WriteResult> {
		if (this.#isClosed) throw new DriverAdapterError({ kind: 'ConnectionClosed' });
		// The worker handles its requests one after the other, so they need not wait for each other here.
		const releaseWrite = await this.#options.writeMutex.share();
		try {
			return await this.#request(request);
		} finally {
			releaseWrite();
		}
	}

	/** Lets the worker finish earlier requests. */
	public async close(): Promise<void> {
		this.#isClosed = true;
		const limit = setTimeout(() => void this.#worker?.terminate(), CloseLimitMs);
		const releaseWrite = await this.#options.writeMutex.acquire();
		await this.#closeWorker();
		clearTimeout(limit);
		releaseWrite();
	}

	#request(request: WriteRequest): Promise<WriteResult> {
		return new Promise((resolve, reject) => {
			this.#worker ??= this.#start();
			this.#worker.postMessage(request satisfies ToThread);
			if (this.#pending.push({ resolve, reject }) === 1) this.#worker.ref();
		});
	}

	async #closeWorker(): Promise<void> {
		const worker = this.#worker;
		if (!worker) return;
		const exited = new Promise<unknown>((resolve) => worker.once('exit', resolve));
		worker.ref();
		worker.postMessage({ kind: 'close' } satisfies ToThread);
		await exited;
	}

	#start(): Worker {
		const { startWorker, path, inode, failures } = this.#options;
		const workerData: ThreadData = { path, inode, failures: failures.memory };
		let worker: Worker;
		try {
			// Leaves out arguments of the host, such as `--import`.
			worker = startWorker({ execArgv: [], name: 'kick-storage', workerData });
		} catch (cause) {
			throw new ThreadUnavailable('No worker can be started.', { cause });
		}
		let failure: unknown;
		this.#isReady = false;
		worker.on('message', (message: FromThread) => this.#receive(worker, message));
		worker.on('error', (error) => {
			failure = error;
		});
		worker.on('exit', () => this.#end(failure));
		return worker;
	}

	#receive(worker: Worker, message: FromThread): void {
		if (message.kind === 'ready') {
			this.#isReady = true;
			return;
		}
		const pending = this.#pending.shift();
		if (this.#pending.length === 0) worker.unref();
		if (message.kind === 'done') pending?.resolve(message.result);
		else pending?.reject(new DriverAdapterError(message.error));
	}

	#end(cause: unknown): void {
		this.#worker = null;
		// The worker may have ended before it could report a failed sync.
		if (!this.#isClosed) this.#options.failures.record();
		const error = this.#isReady
			? new Error('The thread that stores events has ended.', { cause })
			: new ThreadUnavailable('The worker ended before it was ready.', { cause });
		for (const { reject } of this.#pending.splice(0)) reject(error);
	}
}
