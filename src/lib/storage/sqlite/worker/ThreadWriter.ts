import { statSync } from 'node:fs';
import { DriverAdapterError, type MappedError } from '@prisma/driver-adapter-utils';
import { SqliteConnection } from '../SqliteConnection.js';
import { SyncFailures } from '../SyncFailures.js';
import { toDriverAdapterError } from '../sqliteError.js';
import { writeTransaction } from '../writeTransaction.js';
import { BlockingWalSync } from './BlockingWalSync.js';
import { performWrite } from './performWrite.js';
import type { FromThread, ThreadData, WriteRequest, WriteResult } from './requests.js';

/** The file is migrated and has its log. This thread may block on the lock, because no other thread waits for it. */
const Pragmas = 'PRAGMA busy_timeout = 10000; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON';

/** Writes events on a worker thread, over a connection of its own. */
export class ThreadWriter {
	readonly #connection: SqliteConnection;
	readonly #disk: BlockingWalSync;

	/**
	 * @throws When another file is at the path. SQLite would give it the log of the file that the main thread has open.
	 */
	public constructor({ path, inode, failures }: ThreadData) {
		if (statSync(path, { bigint: true }).ino !== inode) throw new Error('The database file was replaced.');
		this.#connection = new SqliteConnection(path);
		this.#connection.script(Pragmas);
		this.#disk = new BlockingWalSync(`${path}-wal`, () => this.#connection.checkpoint(), new SyncFailures(failures));
	}

	public answer(request: WriteRequest): FromThread {
		try {
			return { kind: 'done', result: this.#write(request) };
		} catch (error) {
			return { kind: 'failed', error: reasonOf(error) };
		}
	}

	/** Closes the log. The main connection writes it to the file when it is closed. */
	public close(): void {
		this.#disk.close();
	}

	#write(request: WriteRequest): WriteResult {
		const result = writeTransaction(this.#connection, (connection) => performWrite(connection, request));
		if (request.kind === 'append') this.#disk.flush();
		else this.#disk.flushSoon();
		return result;
	}
}

function reasonOf(error: unknown): MappedError {
	const known = toDriverAdapterError(error);
	if (known instanceof DriverAdapterError) return known.cause;
	return { kind: 'sqlite', extendedCode: 1, message: String(error) };
}
