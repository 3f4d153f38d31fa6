import type { IsolationLevel, SqlDriverAdapter, SqlDriverAdapterFactory, SqlQuery } from '@prisma/driver-adapter-utils';

/**
 * The official adapter over one pool, whoever asks: after `dispose` it stays closed.
 *
 * By itself it would open a new pool for the first call after the end, and nobody would close that one.
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

	/** The default of the server may be a stricter one, where all who store events would conflict at the head of the log. */
	public startTransaction(level: IsolationLevel = 'READ COMMITTED') {
		return this.#pool.startTransaction(level);
	}

	public dispose(): Promise<void> {
		this.#disposing ??= this.#pool.dispose();
		return this.#disposing;
	}
}
