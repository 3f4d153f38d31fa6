import { DriverAdapterError, type SqlQuery, type SqlResultSet, type Transaction } from '@prisma/driver-adapter-utils';
import type { EventLoopPace } from './EventLoopPace.js';
import { retryWhileBusy } from './retryWhileBusy.js';
import { runQuery, runStatement } from './runQuery.js';
import type { SqliteConnection } from './SqliteConnection.js';
import { toDriverAdapterError } from './sqliteError.js';

/** Open transaction. It holds the connection until it ends. */
export class SqliteTransaction implements Transaction {
	public readonly provider = 'sqlite';
	/** Makes Prisma leave COMMIT and ROLLBACK to this class. */
	public readonly options = { usePhantomQuery: true };
	#ended = false;

	public constructor(
		public readonly adapterName: string,
		private readonly connection: SqliteConnection,
		private readonly pace: EventLoopPace,
		private readonly release: () => void,
		/** Resolves when the commit is durable, or at once where it need not be. */
		private readonly settle: () => Promise<void>,
		private readonly busyTimeoutMs?: number
	) {}

	public queryRaw(query: SqlQuery): Promise<SqlResultSet> {
		return this.#run(() => runQuery(this.connection, query));
	}

	public executeRaw(query: SqlQuery): Promise<number> {
		return this.#run(() => runStatement(this.connection, query));
	}

	public createSavepoint(name: string): Promise<void> {
		return this.#run(() => this.connection.script(`SAVEPOINT ${name}`));
	}

	public rollbackToSavepoint(name: string): Promise<void> {
		return this.#run(() => this.connection.script(`ROLLBACK TO ${name}`));
	}

	public releaseSavepoint(name: string): Promise<void> {
		return this.#run(() => this.connection.script(`RELEASE ${name}`));
	}

	/** Waits for readers in other processes, because without WAL they block a COMMIT. */
	public async commit(): Promise<void> {
		try {
			await retryWhileBusy(() => this.#whenOpen(() => this.connection.script('COMMIT')), this.busyTimeoutMs);
		} catch (error) {
			throw toDriverAdapterError(error);
		} finally {
			await this.rollback();
		}
		await this.settle();
	}

	/** Also ends a transaction that a COMMIT left open, or that SQLite rolled back by itself (full disk). */
	public async rollback(): Promise<void> {
		if (this.#ended) return;
		this.#ended = true;
		try {
			if (this.connection.inTransaction) this.connection.script('ROLLBACK');
		} catch (error) {
			throw toDriverAdapterError(error);
		} finally {
			this.release();
		}
	}

	async #run<T>(run: () => T): Promise<T> {
		try {
			return await this.#whenOpen(run);
		} catch (error) {
			throw toDriverAdapterError(error);
		}
	}

	async #whenOpen<T>(run: () => T): Promise<T> {
		await this.pace.keep();
		// Prisma may have timed out meanwhile. Then the statement would run alone, or in another transaction.
		if (this.#ended || !this.connection.inTransaction) {
			throw new DriverAdapterError({ kind: 'TransactionAlreadyClosed', cause: 'The transaction has ended' });
		}
		return run();
	}
}
