import {
	DriverAdapterError,
	type IsolationLevel,
	type SqlDriverAdapter,
	type SqlDriverAdapterFactory,
	type SqlQuery,
	type SqlResultSet,
	type Transaction
} from '@prisma/driver-adapter-utils';
import type { TransactionOptions } from '../direct/DirectClient.js';
import { EventLoopPace } from './EventLoopPace.js';
import { Mutex } from './Mutex.js';
import { retryWhileBusy } from './retryWhileBusy.js';
import { runQuery, runStatement } from './runQuery.js';
import type { SqliteConnection } from './SqliteConnection.js';
import { SqliteTransaction } from './SqliteTransaction.js';
import { toDriverAdapterError } from './sqliteError.js';
import type { DiskSync } from './WalSync.js';
import { writeTransaction } from './writeTransaction.js';

export interface SqliteAdapterOptions {
	/**
	 * Held while this connection writes, so that it never competes with other connections of this process. SQLite's
	 * waiters poll for a lock in no order, and may never get it.
	 */
	writeMutex?: Mutex;
	/** Maximum time that a statement waits for a lock of another process. */
	busyTimeoutMs?: number;
}

/**
 * Prisma's driver adapter over one connection, for a bot that runs for months.
 *
 * It differs from the official adapters in three points:
 *
 * - Only its own statements run in a transaction. A rollback would undo those of other callers.
 * - A transaction waits for the write lock before it starts, instead of failing later.
 * - It gives the event loop turns.
 *
 * @see https://www.prisma.io/docs/orm/overview/databases/database-drivers
 */
export class SqliteAdapter implements SqlDriverAdapter, SqlDriverAdapterFactory {
	public readonly provider = 'sqlite';
	public readonly adapterName = 'sapphire-plugin-kick';
	readonly #connection: SqliteConnection;
	readonly #disk: DiskSync;
	readonly #busyTimeoutMs: number | undefined;
	/** Held for a statement or a transaction. */
	readonly #mutex = new Mutex();
	/** Held for each write, on this connection and on others of the process. */
	readonly #writeMutex: Mutex;
	readonly #pace = new EventLoopPace();

	public constructor(
		connection: SqliteConnection,
		disk: DiskSync,
		{ writeMutex = new Mutex(), busyTimeoutMs }: SqliteAdapterOptions = {}
	) {
		this.#connection = connection;
		this.#disk = disk;
		this.#writeMutex = writeMutex;
		this.#busyTimeoutMs = busyTimeoutMs;
	}

	/** Returns the only connection to every caller. After `dispose` it stays closed. */
	public async connect(): Promise<SqlDriverAdapter> {
		return this;
	}

	public getConnectionInfo() {
		return { maxBindValues: 32_766, supportsRelationJoins: false };
	}

	public async queryRaw(query: SqlQuery): Promise<SqlResultSet> {
		const isOnlyRead = isRead(query.sql);
		const result = await this.#run(() => runQuery(this.#connection, query), isOnlyRead);
		if (!isOnlyRead) await this.#flush();
		return result;
	}

	public async executeRaw(query: SqlQuery): Promise<number> {
		const changed = await this.#run(() => runStatement(this.#connection, query));
		await this.#flush();
		return changed;
	}

	public async executeScript(script: string): Promise<void> {
		await this.#run(() => this.#connection.script(script));
		await this.#flush();
	}

	/** Runs statements in a transaction of their own, without a turn of the event loop. */
	public async write<T>(run: (connection: SqliteConnection) => T, options?: TransactionOptions): Promise<T> {
		const result = await this.#run(() => writeTransaction(this.#connection, run));
		await this.#settle(options);
		return result;
	}

	public async startTransaction(
		level: IsolationLevel = 'SERIALIZABLE',
		options?: TransactionOptions
	): Promise<Transaction> {
		if (level !== 'SERIALIZABLE') throw new DriverAdapterError({ kind: 'InvalidIsolationLevel', level });
		return this.#whenFree((release) => {
			this.#connection.script('BEGIN IMMEDIATE');
			const settle = () => this.#settle(options);
			return new SqliteTransaction(
				this.adapterName,
				this.#connection,
				this.#pace,
				release,
				settle,
				this.#busyTimeoutMs
			);
		});
	}

	public async dispose(): Promise<void> {
		const release = await this.#acquireForWrite();
		try {
			await this.#disk.close();
			this.#connection.close();
		} finally {
			release();
		}
	}

	async #settle({ waitsForDisk = true }: TransactionOptions = {}): Promise<void> {
		if (waitsForDisk) await this.#flush();
		else this.#disk.flushSoon();
	}

	async #flush(): Promise<void> {
		try {
			await this.#disk.flush();
		} catch (error) {
			throw toDriverAdapterError(error);
		}
	}

	#run<T>(run: () => T, isRead = false): Promise<T> {
		return this.#whenFree((release) => {
			const result = run();
			release();
			return result;
		}, isRead);
	}

	/**
	 * Runs a function when the connection is free. While another process writes, reads of this process can use the
	 * connection.
	 */
	async #whenFree<T>(run: (release: () => void) => T, isRead = false): Promise<T> {
		try {
			return await retryWhileBusy(async () => {
				await this.#pace.keep();
				const release = isRead ? await this.#mutex.acquire() : await this.#acquireForWrite();
				try {
					this.#assertOpen();
					return run(release);
				} catch (error) {
					release();
					throw error;
				}
			}, this.#busyTimeoutMs);
		} catch (error) {
			throw toDriverAdapterError(error);
		}
	}

	/** Waits until this connection may write. While another connection writes, this one is free for reads. */
	async #acquireForWrite(): Promise<() => void> {
		let release = await this.#mutex.acquire();
		let releaseWrite = this.#writeMutex.tryAcquire();
		if (!releaseWrite) {
			release();
			releaseWrite = await this.#writeMutex.acquire();
			release = await this.#mutex.acquire();
		}
		const endBoth = [release, releaseWrite];
		return () => {
			for (const end of endBoth) end();
		};
	}

	#assertOpen(): void {
		if (!this.#connection.isOpen) throw new DriverAdapterError({ kind: 'ConnectionClosed' });
	}
}

/** Returns whether a statement only reads. Treats everything except SELECT as a write. */
function isRead(sql: string): boolean {
	return /^\s*SELECT\b/i.test(sql);
}
