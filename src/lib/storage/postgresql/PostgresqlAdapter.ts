import type { IsolationLevel, SqlDriverAdapter, SqlDriverAdapterFactory, SqlQuery } from '@prisma/driver-adapter-utils';

/**
 * Official adapter over one pool that all callers share. After `dispose` it stays closed.
 *
 * The official adapter would open a new pool for the first call after `dispose`, and no caller would close that one.
 */
export class PostgresqlAdapter implements SqlDriverAdapter, SqlDriverAdapterFactory {
	public readonly provider = 'postgres';
	public readonly adapterName: string;
	readonly #pool: SqlDriverAdapter;
	#disposing: Promise<void> | null = null;

	public constructor(pool: SqlDriverAdapter) {
		this.#pool = pool;
		this.adapterName = pool.adapterName;
	}

	public async connect(): Promise<SqlDriverAdapter> {
		return this;
	}

	public getConnectionInfo() {
		return this.#pool.getConnectionInfo?.() ?? { supportsRelationJoins: true };
	}

	public queryRaw(query: SqlQuery) {
		return this.#pool.queryRaw(query);
	}

	public executeRaw(query: SqlQuery) {
		return this.#pool.executeRaw(query);
	}

	public executeScript(script: string) {
		return this.#pool.executeScript(script);
	}

	/**
	 * Defaults to READ COMMITTED. The server's default may be stricter, and then writers of events would conflict at the
	 * head of the log.
	 */
	public startTransaction(level: IsolationLevel = 'READ COMMITTED') {
		return this.#pool.startTransaction(level);
	}

	public dispose(): Promise<void> {
		this.#disposing ??= this.#pool.dispose();
		return this.#disposing;
	}
}
