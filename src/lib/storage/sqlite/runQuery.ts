import type { SqlQuery, SqlResultSet } from '@prisma/driver-adapter-utils';
import type { SqliteConnection } from './SqliteConnection.js';
import { columnType, fromSqlite, type SqliteValue, toSqlite } from './sqliteValues.js';

export function runQuery(connection: SqliteConnection, query: SqlQuery): SqlResultSet {
	const { columns, rows } = connection.query(query.sql, bindValues(query));
	const columnTypes = columns.map(({ declaredType }, index) => columnType(declaredType, rows, index));
	return {
		columnNames: columns.map(({ name }) => name),
		columnTypes,
		rows: rows.map((row) => row.map((value, index) => fromSqlite(value, columnTypes[index]!)))
	};
}

export function runStatement(connection: SqliteConnection, query: SqlQuery): number {
	return connection.execute(query.sql, bindValues(query));
}

function bindValues({ args, argTypes }: SqlQuery): SqliteValue[] {
	return args.map((value, index) => toSqlite(value, argTypes[index]));
}
