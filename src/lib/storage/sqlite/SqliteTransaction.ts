import { DriverAdapterError, type SqlQuery, type SqlResultSet, type Transaction } from '@prisma/driver-adapter-utils';
import type { EventLoopPace } from './EventLoopPace.js';
import { retryWhileBusy } from './retryWhileBusy.js';
import { runQuery, runStatement } from './runQuery.js';
import type { SqliteConnection } from './SqliteConnection.js';
import { toDriverAdapterError } from './sqliteError.js';

/** An open transaction. It holds the connection for itself until it ends. */
export class SqliteTransaction implements Transaction {
	public readonly provider = 'sqlite';
	/** Prisma then leaves COMMIT and ROLLBACK to us. */
	public readonly options = { usePhantomQuery: true };
	#ended = false;

	public constructor(
		public readonly adapterName: string,
		private readonly connection: SqliteConnection,
		private readonly pace: EventLoopPace,
		private readonly release: () => void,
		/** Resolves when a commit counts. */
		private readonly settle: () => Promise<void>,
		private readonly patienceMs?: number
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

	/** Waits for readers in other processes: without WAL they hold a COMMIT up. */
	public async commit(): Promise<void> {
		try {
			await retryWhileBusy(() => this.#whenOpen(() => this.connection.script('COMMIT')), this.patienceMs);
		} catch (error) {
			throw toDriverAdapterError(error);
		} finally {
			await this.rollback();
		}
		await this.settle();
	}

	/** Also ends what a COMMIT left open, or SQLite has rolled back by itself (full disk). */
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
		// Prisma may have timed out meanwhile: the statement would then be on its own, or in the transaction of another.
		if (this.#ended || !this.connection.inTransaction) {
			throw new DriverAdapterError({ kind: 'TransactionAlreadyClosed', cause: 'The transaction has ended' });
		}
		return run();
	}
}
