import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { migrations } from '../../../src/generated/migrations.js';
import type { TemporaryPlace } from '../../support/TemporaryPlace.js';
import { openForTest, temporaryPlace } from '../../support/temporaryDatabase.js';
import { temporaryFolder } from './support/temporaryFolder.js';

const Providers = ['sqlite', 'postgresql'];
const ExtraModel = '\nmodel Extra {\n  id String @id\n}\n';

function run(script: string, folder: string, ...args: string[]) {
	return spawnSync(process.execPath, [join(process.cwd(), 'scripts', script), ...args], {
		cwd: folder,
		encoding: 'utf8'
	});
}

/** A copy of what the check reads. */
function copyOfSchema(): string {
	const folder = temporaryFolder();
	symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
	const configs = Providers.map((provider) => `prisma.${provider}.config.ts`);
	for (const part of ['prisma', ...configs]) cpSync(part, join(folder, part), { recursive: true });
	return folder;
}

describe('schemas and migrations', () => {
	it('match prisma/models.prisma', { timeout: 60_000 }, () => {
		const { status, stdout, stderr } = run('check-migrations.mjs', process.cwd());
		expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
		for (const provider of Providers) expect(stdout).toContain(`${provider}: the migrations match the models`);
	});

	it('are found to differ when a schema copy is out of date', () => {
		const folder = copyOfSchema();
		appendFileSync(join(folder, 'prisma/models.prisma'), ExtraModel);
		const { status, stderr } = run('sync-schema.mjs', folder, '--check');
		expect(status).toBe(1);
		for (const provider of Providers) expect(stderr).toContain(`prisma/${provider}/schema.prisma is out of date`);
	});

	it('are found to differ when a migration is missing', { timeout: 60_000 }, () => {
		const folder = copyOfSchema();
		const files = ['models.prisma', ...Providers.map((provider) => `${provider}/schema.prisma`)];
		for (const file of files) appendFileSync(join(folder, 'prisma', file), ExtraModel);
		const { status, stderr } = run('check-migrations.mjs', folder);
		expect(status).toBe(1);
		for (const provider of Providers) {
			expect(stderr).toMatch(new RegExp(`${provider}: the migrations do not match the models[\\s\\S]*Extra`));
		}
	});
});

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

const SqliteColumns = `SELECT tables.name AS "table", columns.name AS "column", columns.type, columns."notnull" AS required,
		columns.pk AS key
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
