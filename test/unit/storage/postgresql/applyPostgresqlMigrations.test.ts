import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import type { Migration } from '../../../../src/lib/storage/nextMigration.js';
import { applyPostgresqlMigrations } from '../../../../src/lib/storage/postgresql/applyPostgresqlMigrations.js';
import type { TemporaryPlace } from '../../../support/TemporaryPlace.js';
import { temporaryPlace } from '../../../support/temporaryDatabase.js';

interface Target {
	place: TemporaryPlace;
	adapter: SqlDriverAdapter;
}

async function target(): Promise<Target> {
	const place = await temporaryPlace('postgresql');
	await place.run('SELECT 1');
	const schema = new URL(place.url).searchParams.get('schema');
	const adapter = await new PrismaPg({ connectionString: place.url, options: `-c search_path=${schema}` }).connect();
	onTestFinished(() => adapter.dispose());
	return { place, adapter };
}

function migration(number: number, sql: string): Migration {
	return { name: `${number}_kick_test`, checksum: String(number), sql };
}

const Tables = migration(1, `CREATE TABLE parent (name TEXT); INSERT INTO parent VALUES ('a;b'), ('ana');`);

describe.runIf(inject('postgresql'))('applying migrations to PostgreSQL', () => {
	it('runs each once, in order, with semicolons wherever they are', async () => {
		const { place, adapter } = await target();
		const more = migration(
			2,
			`CREATE FUNCTION shout(name TEXT) RETURNS TEXT AS $$ BEGIN RETURN upper(name); END; $$ LANGUAGE plpgsql;
			UPDATE parent SET name = shout(name);`
		);
		expect(await applyPostgresqlMigrations(adapter, [Tables, more])).toEqual([Tables.name, more.name]);
		expect(await applyPostgresqlMigrations(adapter, [Tables, more])).toEqual([]);
		expect(await place.query('SELECT name FROM parent ORDER BY name')).toEqual([{ name: 'A;B' }, { name: 'ANA' }]);
		expect(
			await place.query('SELECT migration_name, checksum, applied_steps_count FROM _prisma_migrations ORDER BY 1')
		).toEqual([
			{ migration_name: Tables.name, checksum: '1', applied_steps_count: 1 },
			{ migration_name: more.name, checksum: '2', applied_steps_count: 1 }
		]);
	});

	it('takes back a migration that fails, and leaves the others', async () => {
		const { place, adapter } = await target();
		const broken = migration(2, 'CREATE TABLE half (id INT); INSERT INTO nowhere VALUES (1);');
		await expect(applyPostgresqlMigrations(adapter, [Tables, broken])).rejects.toMatchObject({
			cause: { originalMessage: /nowhere/ }
		});
		expect(
			await place.query('SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename')
		).toEqual([{ tablename: '_prisma_migrations' }, { tablename: 'parent' }]);
		expect(await place.query('SELECT migration_name FROM _prisma_migrations')).toEqual([
			{ migration_name: Tables.name }
		]);
		const mended = migration(2, 'CREATE TABLE half (id INT)');
		expect(await applyPostgresqlMigrations(adapter, [Tables, mended])).toEqual([mended.name]);
	});

	it('lets one of many do the work', async () => {
		const { adapter } = await target();
		const runs = await Promise.all(Array.from({ length: 8 }, () => applyPostgresqlMigrations(adapter, [Tables])));
		expect(runs.flat()).toEqual([Tables.name]);
	});
});
