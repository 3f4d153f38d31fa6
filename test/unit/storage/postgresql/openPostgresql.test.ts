import { inspect } from 'node:util';
import pg from 'pg';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { ListenersConsumer } from '../../../../src/lib/storage/consumers/wholeLog.js';
import { openDatabase } from '../../../../src/lib/storage/openDatabase.js';
import { schemaOf, withParameters } from '../../../support/postgresql/placeUrl.js';
import type { TemporaryPlace } from '../../../support/TemporaryPlace.js';
import { openForTest, temporaryPlace } from '../../../support/temporaryDatabase.js';
import { newEvent } from '../support/newEvent.js';

describe('opening PostgreSQL', () => {
	it.each([
		'postgresql://user:se#cret@host/db',
		'postgres://user:se/cret@host:5432/db',
		'postgresql://user:secret@host:70000/db',
		'postgresql://user:secret@host/db?connection_limit=0',
		'postgresql://user:secret@host/db?connection_limit=many',
		'postgresql:secret'
	])('refuses %s without showing it', async (url) => {
		const error = await openDatabase(url).catch((reason: unknown) => reason);
		expect(error).toMatchObject({ code: 'not_configured', hint: /DATABASE_URL is not usable/ });
		expect(inspect(error, { depth: null, showHidden: true })).not.toMatch(/cret/);
	});

	it.each(['127.0.0.1:1', 'localhost:1', '[::1]:1'])('says that no server answers at %s', async (host) => {
		const error = await openDatabase(`postgresql://user:secret@${host}/db`).catch((reason: unknown) => reason);
		expect(error).toMatchObject({ code: 'storage_unavailable', hint: expect.stringMatching(/127\.0\.0\.1|::1/) });
		expect(inspect(error, { depth: null, showHidden: true })).not.toMatch(/secret/);
	});
});

describe.runIf(inject('postgresql'))('a PostgreSQL database', () => {
	it("says in the server's words why it can't be used", async () => {
		const place = await temporaryPlace('postgresql');
		const url = new URL(place.url);
		url.pathname = '/no_such_database';
		await expect(openDatabase(url.href)).rejects.toMatchObject({
			code: 'storage_unavailable',
			hint: /database "no_such_database" does not exist/
		});
	});

	it.each(['kick', 'Two Words', `"quoted" \\ 'name'`])('uses and creates the schema %s', async (name) => {
		const { schema, ...place } = await namedSchema(name);
		const database = await openForTest(place);
		await database.events.insert([newEvent(1)]);
		await database.departures.mark('1', new Date());
		expect(await place.count(`${schema}.kick_events`)).toBe(1);
		expect(await place.count(`${schema}.kick_departures`)).toBe(1);
		expect(await place.count(`${schema}._prisma_migrations`)).toBeGreaterThan(0);
	});

	it('keeps to the first schema of its user when the URL names none', async () => {
		const place = await temporaryPlace('postgresql');
		await place.run('CREATE TABLE other (id INT)');
		const { schema } = schemaOf(place);
		const database = await openForTest(
			withoutSchema(withParameters(place, { options: `-c search_path=missing,${schema},public` }))
		);
		await database.events.insert([newEvent(1)]);
		await database.departures.mark('1', new Date());
		expect(await database.departures.before(new Date(Date.now() + 1000))).toEqual(['1']);
		expect(await place.query('SELECT event_id FROM kick_events')).toEqual([{ event_id: 'event-1' }]);
	});

	it('says so when there is no schema to work in', async () => {
		const place = await temporaryPlace('postgresql');
		const url = withoutSchema(withParameters(place, { options: '-c search_path=missing' }));
		await expect(openDatabase(url.url)).rejects.toMatchObject({ code: 'storage_unavailable', hint: /\?schema=public/ });
	});

	it('serves a user who may read and write rows but create nothing', async () => {
		const place = await temporaryPlace('postgresql');
		await (await openDatabase(place.url)).close();
		const { schema } = schemaOf(place);
		const role = `${schema}_role`;
		await place.run(
			`CREATE ROLE ${role};
			GRANT USAGE ON SCHEMA ${schema} TO ${role};
			GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ${role}`
		);
		onTestFinished(() => place.run(`DROP OWNED BY ${role}; DROP ROLE ${role}`));
		const database = await openForTest(withParameters(place, { options: `-c role=${role}` }));
		expect(database.migrated).toEqual([]);
		expect(await database.events.insert([newEvent(1)])).toEqual(['inserted']);
		await database.events.prune(new Date(), null, 10, [ListenersConsumer]);
	});

	it('holds no more connections than connection_limit', async () => {
		const place = await temporaryPlace('postgresql');
		const { schema } = schemaOf(place);
		const database = await openForTest(withParameters(place, { connection_limit: '2', application_name: schema }));
		await Promise.all(Array.from({ length: 20 }, (_call, index) => database.events.insert([newEvent(index)])));
		expect(await connectionsOf(place, schema)).toHaveLength(2);
	});

	it('opens while another process migrates, when it has nothing to migrate', async () => {
		const place = await temporaryPlace('postgresql');
		await (await openDatabase(place.url)).close();
		const { admin } = await adminOf(place);
		await admin.query('BEGIN; SELECT pg_advisory_xact_lock(72707369)');
		const database = await openForTest(place);
		await database.ping();
	});

	it('continues when the server ends its connections, idle or in the middle of a transaction', async () => {
		const place = await temporaryPlace('postgresql');
		const { schema, admin } = await adminOf(place);
		const database = await openForTest(withParameters(place, { connection_limit: '2', application_name: schema }));
		const endAll = () =>
			admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1', [schema]);
		for (let round = 1; round <= 5; round++) {
			await database.ping();
			await endAll();
			await admin.query(`BEGIN; LOCK TABLE ${schema}.kick_events IN EXCLUSIVE MODE`);
			const inserting = [1, 2, 3].map((number) =>
				database.events.insert([newEvent(round * 10 + number)]).catch(() => 'failed')
			);
			while ((await connectionsOf(place, schema)).filter((state) => state === 'active').length < 2);
			await endAll();
			await admin.query('ROLLBACK');
			await Promise.all(inserting);
		}
		const last = await Promise.all([1, 2, 3].map((number) => database.events.insert([newEvent(900 + number)])));
		expect(last.flat()).toEqual(['inserted', 'inserted', 'inserted']);
		expect((await connectionsOf(place, schema)).length).toBeLessThanOrEqual(2);
	});

	it('does not show its password in any output', async () => {
		const place = await temporaryPlace('postgresql');
		const url = new URL(place.url);
		url.password = 'secret-password';
		// Where the server asks for the password, this one is refused, which must not show it either.
		const database = await openDatabase(url.href).catch((error: unknown) => error);
		onTestFinished(() => (database as { close?: () => Promise<void> }).close?.());
		expect(inspect(database, { depth: null, showHidden: true })).not.toContain('secret-password');
	});
});

function withoutSchema({ url }: { url: string }): { url: string } {
	const changed = new URL(url);
	changed.searchParams.delete('schema');
	return { url: changed.href };
}

async function adminOf(place: TemporaryPlace): Promise<{ schema: string; admin: pg.Client }> {
	const admin = new pg.Client({ connectionString: place.url });
	await admin.connect();
	onTestFinished(() => admin.end());
	return { ...schemaOf(place), admin };
}

/** Returns the state of each connection with the application name. */
async function connectionsOf(place: TemporaryPlace, application: string): Promise<unknown[]> {
	const rows = await place.query(`SELECT state FROM pg_stat_activity WHERE application_name = '${application}'`);
	return rows.map(({ state }) => state);
}

/** A place whose schema has a name that needs care. */
async function namedSchema(name: string) {
	const place = await temporaryPlace('postgresql');
	const full = `${schemaOf(place).schema} ${name}`;
	const schema = `"${full.replaceAll('"', '""')}"`;
	onTestFinished(() => place.run(`DROP SCHEMA IF EXISTS ${schema} CASCADE`));
	const count = async (table: string) => (await place.query(`SELECT count(*)::int AS count FROM ${table}`))[0]?.count;
	return { ...withParameters(place, { schema: full }), schema, count };
}
