import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Migration } from '../../../../src/lib/storage/nextMigration.js';
import { applySqliteMigrations } from '../../../../src/lib/storage/sqlite/applySqliteMigrations.js';
import { SqliteConnection } from '../../../../src/lib/storage/sqlite/SqliteConnection.js';
import { temporaryFolder } from '../../../support/temporaryFolder.js';

function connect(): SqliteConnection {
	const connection = new SqliteConnection(join(temporaryFolder(), 'kick.db'));
	connection.script('PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON');
	onTestFinished(() => connection.close());
	return connection;
}

function migration(number: number, sql: string): Migration {
	return { name: `${number}_kick_test`, checksum: String(number), sql };
}

const Tables = migration(
	1,
	`CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT);
	CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER NOT NULL REFERENCES parent (id) ON DELETE CASCADE);
	INSERT INTO parent VALUES (1, 'ana');
	INSERT INTO child VALUES (1, 1);`
);

describe('applying migrations', () => {
	it('keeps the rows that refer to a table which Prisma rebuilds', async () => {
		const connection = connect();
		const rebuild = migration(
			2,
			`PRAGMA defer_foreign_keys=ON;
			PRAGMA foreign_keys=OFF;
			CREATE TABLE "new_parent" ("id" INTEGER PRIMARY KEY, "name" TEXT NOT NULL);
			INSERT INTO "new_parent" SELECT * FROM "parent";
			DROP TABLE "parent";
			ALTER TABLE "new_parent" RENAME TO "parent";
			PRAGMA foreign_keys=ON;
			PRAGMA defer_foreign_keys=OFF;`
		);
		expect(await applySqliteMigrations(connection, [Tables, rebuild])).toEqual([Tables.name, rebuild.name]);
		expect(connection.query('SELECT parent FROM child').rows).toEqual([[1n]]);
		expect(connection.query('PRAGMA foreign_keys').rows).toEqual([[1n]]);
	});

	it('takes back a migration that fails, and leaves the others', async () => {
		const connection = connect();
		const broken = migration(2, 'CREATE TABLE half (id INTEGER); INSERT INTO nowhere VALUES (1);');
		await expect(applySqliteMigrations(connection, [Tables, broken])).rejects.toThrow(/nowhere/);
		expect(connection.inTransaction).toBe(false);
		expect(connection.query(`SELECT name FROM sqlite_master WHERE name IN ('parent', 'half')`).rows).toEqual([
			['parent']
		]);
		expect(connection.query('SELECT migration_name FROM _prisma_migrations').rows).toEqual([[Tables.name]]);
		expect(connection.query('PRAGMA foreign_keys').rows).toEqual([[1n]]);
	});

	it('takes back a migration that leaves rows which refer to nothing', async () => {
		const connection = connect();
		const orphaning = migration(2, 'DELETE FROM parent;');
		await expect(applySqliteMigrations(connection, [Tables, orphaning])).rejects.toMatchObject({
			code: 'storage_unavailable'
		});
		expect(connection.query('SELECT name FROM parent').rows).toEqual([['ana']]);
	});
});
