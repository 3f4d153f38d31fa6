import type { SqlQuery, SqlQueryable } from '@prisma/driver-adapter-utils';
import { Prisma } from '../prisma.js';
import type { DirectAdapter, TransactionOptions } from './DirectAdapter.js';
import { inTransaction } from './inTransaction.js';
import type { Statements } from './Statements.js';

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
