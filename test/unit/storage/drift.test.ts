import { describe, expect, inject, it } from 'vitest';
import { migrations } from '../../../src/generated/migrations.js';
import type { TemporaryPlace } from '../../support/TemporaryPlace.js';
import { openForTest, temporaryPlace } from '../../support/temporaryDatabase.js';

describe('the two databases', () => {
	it('have the same migrations', () => {
		const names = migrations.sqlite.map(({ name }) => name);
		expect(migrations.postgresql.map(({ name }) => name)).toEqual(names);
	});

	it.runIf(inject('postgresql'))('have the same tables, columns, keys and indexes', async () => {
		const sqlite = await temporaryPlace('sqlite');
		const postgresql = await temporaryPlace('postgresql');
		for (const place of [sqlite, postgresql]) await openForTest(place);
		expect(await postgresql.query(PostgresqlColumns)).toEqual(await columnsOf(sqlite));
		expect(await names(postgresql, PostgresqlIndexes)).toEqual(await names(sqlite, SqliteIndexes));
	});
});

const SqliteColumns = `SELECT tables.name AS "table", columns.name AS "column", columns.type,
		columns."notnull" AS required, columns.pk AS key
	FROM sqlite_master AS tables JOIN pragma_table_info(tables.name) AS columns
	WHERE tables.type = 'table' AND tables.name NOT LIKE '\\_prisma%' ESCAPE '\\'
	ORDER BY 1, 2`;

const PostgresqlColumns = `SELECT columns.table_name AS "table", columns.column_name AS "column", data_type AS type,
		CASE is_nullable WHEN 'NO' THEN 1 ELSE 0 END AS required, COALESCE(keys.ordinal_position, 0)::int AS key
	FROM information_schema.columns AS columns LEFT JOIN information_schema.key_column_usage AS keys
		ON keys.table_schema = columns.table_schema AND keys.table_name = columns.table_name
			AND keys.column_name = columns.column_name AND keys.constraint_name LIKE '%\\_pkey'
	WHERE columns.table_schema = current_schema() AND columns.table_name NOT LIKE '\\_prisma%'
	ORDER BY 1, 2`;

/** SQLite names those of primary keys itself. */
const SqliteIndexes = `SELECT name FROM sqlite_master WHERE type = 'index' AND name NOT LIKE 'sqlite%' ORDER BY name`;

const PostgresqlIndexes = `SELECT indexname AS name FROM pg_indexes
	WHERE schemaname = current_schema() AND indexname NOT LIKE '%\\_pkey' ORDER BY 1`;

const PostgresqlTypes: Record<string, string> = {
	BIGINT: 'bigint',
	BLOB: 'bytea',
	BOOLEAN: 'boolean',
	DATETIME: 'timestamp without time zone',
	INTEGER: 'integer',
	TEXT: 'text'
};

/** With the types that PostgreSQL has for them. */
async function columnsOf(place: TemporaryPlace): Promise<Record<string, unknown>[]> {
	const columns = await place.query(SqliteColumns);
	return columns.map((column) => ({ ...column, type: PostgresqlTypes[String(column.type)] }));
}

async function names(place: TemporaryPlace, sql: string): Promise<unknown[]> {
	return (await place.query(sql)).map(({ name }) => name);
}
