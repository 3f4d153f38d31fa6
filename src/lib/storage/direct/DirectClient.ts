import type {
	IsolationLevel,
	SqlDriverAdapter,
	SqlQuery,
	SqlQueryable,
	Transaction
} from '@prisma/driver-adapter-utils';
import { Prisma } from '../prisma.js';

/** What our own SQL needs of a connection. Prisma's clients have it, too. */
export interface Statements {
	$queryRaw<Rows = unknown>(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<Rows>;
	/** Answers how many rows it changed. */
	$executeRaw(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<number>;
}

export interface TransactionOptions {
	/**
	 * Whether a commit is answered only when a power cut can't undo it. Otherwise the disk has it a moment later; the end of the
	 * process undoes it in no case. SQLite's only: PostgreSQL would lose such commits when its server process ends, too.
	 *
	 * @default true
	 */
	waitsForDisk?: boolean;
}

/** What our own SQL needs of a driver. */
export interface DirectAdapter extends Omit<SqlDriverAdapter, 'startTransaction'> {
	startTransaction(level?: IsolationLevel, options?: TransactionOptions): Promise<Transaction>;
}

/**
 * Our own SQL straight on the driver, beside Prisma's client and over the same connections.
 *
 * For what every event needs: there, Prisma's client takes many times as long as the database does.
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

/** Runs it between BEGIN and COMMIT, or ROLLBACK when it throws. */
export async function inTransaction<T>(
	adapter: DirectAdapter,
	run: (transaction: SqlQueryable) => Promise<T>,
	{ level, ...options }: TransactionOptions & { level?: IsolationLevel } = {}
): Promise<T> {
	const transaction = await adapter.startTransaction(level, options);
	const end = async (sql: 'COMMIT' | 'ROLLBACK') => {
		// Such a transaction only lets go of the connection by itself.
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
