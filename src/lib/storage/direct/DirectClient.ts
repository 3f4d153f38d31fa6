import type {
	IsolationLevel,
	SqlDriverAdapter,
	SqlQuery,
	SqlQueryable,
	Transaction
} from '@prisma/driver-adapter-utils';
import { Prisma } from '../prisma.js';

/** Methods of a connection that raw SQL needs. Prisma's clients have them, too. */
export interface Statements {
	$queryRaw<Rows = unknown>(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<Rows>;
	/** Returns the number of changed rows. */
	$executeRaw(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<number>;
}

export interface TransactionOptions {
	/**
	 * Whether a commit waits until a power cut can't undo it. Otherwise it reaches the disk a moment later, but survives
	 * the end of the process.
	 *
	 * Only for SQLite, because PostgreSQL would also lose such commits when its server process ends.
	 *
	 * @default true
	 */
	waitsForDisk?: boolean;
}

/** Methods of a driver that raw SQL needs. */
export interface DirectAdapter extends Omit<SqlDriverAdapter, 'startTransaction'> {
	startTransaction(level?: IsolationLevel, options?: TransactionOptions): Promise<Transaction>;
}

/**
 * Runs raw SQL directly on the driver, over the same connections as Prisma's client.
 *
 * Used for queries that every event needs, because there Prisma's client takes many times as long as the database.
 */
export class DirectClient implements Statements {
	readonly #adapter: DirectAdapter;

	public constructor(adapter: DirectAdapter) {
		this.#adapter = adapter;
	}

	public $queryRaw<Rows>(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<Rows> {
		return statementsOn(this.#adapter).$queryRaw(query, ...values);
	}

	public $executeRaw(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<number> {
		return statementsOn(this.#adapter).$executeRaw(query, ...values);
	}

	public $transaction<T>(run: (transaction: Statements) => Promise<T>, options?: TransactionOptions): Promise<T> {
		return inTransaction(this.#adapter, (transaction) => run(statementsOn(transaction)), options);
	}
}

function statementsOn(queryable: SqlQueryable): Statements {
	return {
		async $queryRaw<Rows>(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]) {
			const { columnNames, rows } = await queryable.queryRaw(toQuery(queryable, query, values));
			return rows.map((row) => Object.fromEntries(row.map((value, index) => [columnNames[index], value]))) as Rows;
		},
		$executeRaw: (query, ...values) => queryable.executeRaw(toQuery(queryable, query, values))
	};
}

function toQuery({ provider }: SqlQueryable, query: TemplateStringsArray | Prisma.Sql, values: unknown[]): SqlQuery {
	const statement = 'raw' in query ? Prisma.sql(query, ...values) : query;
	return {
		sql: provider === 'postgres' ? statement.text : statement.sql,
		args: statement.values,
		argTypes: statement.values.map(() => ({ scalarType: 'unknown', arity: 'scalar' }))
	};
}

/** Runs a function between BEGIN and COMMIT. Rolls back when it throws. */
export async function inTransaction<T>(
	adapter: DirectAdapter,
	run: (transaction: SqlQueryable) => Promise<T>,
	{ level, ...options }: TransactionOptions & { level?: IsolationLevel } = {}
): Promise<T> {
	const transaction = await adapter.startTransaction(level, options);
	const end = async (sql: 'COMMIT' | 'ROLLBACK') => {
		// Prisma's `commit` and `rollback` of such a transaction only release the connection.
		if (!transaction.options.usePhantomQuery) await transaction.executeRaw({ sql, args: [], argTypes: [] });
	};
	try {
		const result = await run(transaction);
		await end('COMMIT');
		await transaction.commit();
		return result;
	} catch (error) {
		await end('ROLLBACK').catch(() => undefined);
		await transaction.rollback();
		throw error;
	}
}
