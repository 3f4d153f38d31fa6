import { describe, expect, it } from 'vitest';
import { migrations } from '../../../src/generated/migrations.js';
import { openDatabase } from '../../../src/lib/storage/openDatabase.js';
import type { Provider } from '../../../src/lib/storage/provider.js';
import { HistoryTable, oldPlace } from '../../support/oldPlace.js';
import type { TemporaryPlace } from '../../support/TemporaryPlace.js';
import { databaseProviders, openForTest, temporaryPlace } from '../../support/temporaryDatabase.js';

const PythonBot = `
	CREATE TABLE bot_settings (discord_server_id BIGINT, key TEXT, value TEXT, PRIMARY KEY (discord_server_id, key));
	INSERT INTO bot_settings VALUES
		(1146912345678901234, 'kick_channel', 'yourkickchannel'),
		(1146912345678901234, 'kick_broadcaster_user_id', '123456'),
		(1146912345678901234, 'kick_chatroom_id', '789012'),
		(1146912345678901234, 'welcome_channel', '55');
	CREATE TABLE watchtime (username TEXT PRIMARY KEY, minutes REAL);
	INSERT INTO watchtime VALUES ('ana', 12.5);
`;

/** SQLite checks no references by default, so a file may hold broken ones. */
const BrokenReference = `
	PRAGMA foreign_keys = OFF;
	CREATE TABLE servers (id INTEGER PRIMARY KEY);
	CREATE TABLE roles (id INTEGER PRIMARY KEY, server INTEGER REFERENCES servers (id));
	INSERT INTO roles VALUES (1, 404);
`;

const Tables: Record<Provider, string> = {
	sqlite: 'SELECT name, sql FROM sqlite_master ORDER BY name',
	postgresql: `SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns
		WHERE table_schema = current_schema() ORDER BY table_name, column_name`
};

async function migratedPlace(provider: Provider): Promise<TemporaryPlace> {
	const place = await temporaryPlace(provider);
	const database = await openDatabase(place.url);
	await database.close();
	return place;
}

describe.each(databaseProviders)('a database of the Python bot on %s', (provider) => {
	it('keeps working: its settings are read, its own tables and keys are left alone', async () => {
		const place = await temporaryPlace(provider);
		await place.run(PythonBot + (provider === 'sqlite' ? BrokenReference : ''));
		const tablesBefore = await place.query(Tables[provider]);

		const database = await openForTest(place);

		expect(database.migrated).toEqual(migrations[provider].map(({ name }) => name));
		expect(await database.settings.get('1146912345678901234')).toEqual({
			channel: 'yourkickchannel',
			broadcasterUserId: 123456,
			chatroomId: 789012
		});
		await database.settings.set('1146912345678901234', { channel: 'other', chatroomId: null });
		expect(await place.query('SELECT key, value FROM bot_settings ORDER BY key')).toEqual([
			{ key: 'kick_broadcaster_user_id', value: '123456' },
			{ key: 'kick_channel', value: 'other' },
			{ key: 'welcome_channel', value: '55' }
		]);
		expect(await place.query('SELECT * FROM watchtime')).toEqual([{ username: 'ana', minutes: 12.5 }]);
		expect(await place.query(Tables[provider])).toEqual(expect.arrayContaining(tablesBefore));
	});
});

describe.each(databaseProviders)('a database with another history on %s', (provider) => {
	it('is refused when a migration was edited', async () => {
		const place = await migratedPlace(provider);
		await place.run(`UPDATE _prisma_migrations SET checksum = 'edited'`);
		await expect(openDatabase(place.url)).rejects.toMatchObject({
			code: 'storage_unavailable',
			hint: /20261122200000_kick_init is not the one.*restore a backup/
		});
	});

	it('is refused when a newer version of the plugin has used it', async () => {
		const place = await migratedPlace(provider);
		await place.run(
			`INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at)
			VALUES ('1', 'x', '29990101000000_kick_more', '2999-01-01')`
		);
		await expect(openDatabase(place.url)).rejects.toMatchObject({
			code: 'storage_unavailable',
			hint: /newer version.*29990101000000_kick_more.*Update the plugin/
		});
	});

	it('is refused when a migration stopped half-way', async () => {
		const place = await migratedPlace(provider);
		await place.run('UPDATE _prisma_migrations SET finished_at = NULL');
		await expect(openDatabase(place.url)).rejects.toMatchObject({
			code: 'storage_unavailable',
			hint: /stopped half-way.*prisma migrate resolve/
		});
	});

	it('is taken when the others belong to a host bot that keeps its tables there', async () => {
		const place = await migratedPlace(provider);
		await place.run(
			`INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('1', 'x', '20990101000000_add_levels')`
		);
		const database = await openForTest(place);
		expect(database.migrated).toEqual([]);
	});

	it('is migrated again when a migration was rolled back', async () => {
		const place = await temporaryPlace(provider);
		await place.run(
			`${HistoryTable[provider]}
			INSERT INTO _prisma_migrations (id, checksum, migration_name, rolled_back_at)
				VALUES ('1', 'x', '20261122200000_kick_init', '2026-01-01')`
		);
		const database = await openForTest(place);
		expect(database.migrated).toEqual(migrations[provider].map(({ name }) => name));
	});
});

describe.each(databaseProviders)('a database with the old names of states on %s', (provider) => {
	const head = 100;

	async function filledPlace(): Promise<TemporaryPlace> {
		const place = await oldPlace(provider, 'kick_state_names');
		const events = ['received', 'handled', 'failed', 'stale', 'duplicate', 'ignored', 'dead'].map(
			(state, index) =>
				`INSERT INTO kick_events (seq, event_id, type, version, source, sent_at, received_at, payload, state)
				VALUES (${index + 1}, 'was ${state}', 'chat.message.sent', '1', 'webhook', 0, 0, '{}', '${state}')`
		);
		const deliveries = ['pending', 'failed', 'handled', 'dead', 'dismissed'].map(
			(state, index) =>
				`INSERT INTO kick_deliveries (consumer, guild_id, event_seq, state, attempts, error, updated_at)
				VALUES ('listeners', 'was ${state}', 1, '${state}', ${index}, 'Error: no', 7)`
		);
		await place.run([...events, ...deliveries].join(';\n'));
		return place;
	}

	it('has the new ones after the update, and everything else as it was', async () => {
		const place = await filledPlace();
		const untouched = [
			'SELECT seq, event_id, type, source, payload, error FROM kick_events ORDER BY seq',
			'SELECT consumer, guild_id, event_seq, attempts, error, updated_at FROM kick_deliveries ORDER BY guild_id'
		];
		const before = await Promise.all(untouched.map((sql) => place.query(sql)));

		const names = migrations[provider].map(({ name }) => name);
		const first = names.findIndex((name) => name.endsWith('_kick_state_names'));
		expect(first).toBeGreaterThan(0);
		expect((await openForTest(place)).migrated).toEqual(names.slice(first));

		expect(await place.query('SELECT event_id, state FROM kick_events ORDER BY seq')).toEqual([
			{ event_id: 'was received', state: 'received' },
			{ event_id: 'was handled', state: 'received' },
			{ event_id: 'was failed', state: 'received' },
			{ event_id: 'was stale', state: 'stale' },
			{ event_id: 'was duplicate', state: 'duplicate' },
			{ event_id: 'was ignored', state: 'ignored' },
			{ event_id: 'was dead', state: 'unreadable' }
		]);
		expect(await place.query('SELECT guild_id, state FROM kick_deliveries ORDER BY attempts')).toEqual([
			{ guild_id: 'was pending', state: 'pending' },
			{ guild_id: 'was failed', state: 'retrying' },
			{ guild_id: 'was handled', state: 'handled' },
			{ guild_id: 'was dead', state: 'dead_letter' },
			{ guild_id: 'was dismissed', state: 'dismissed' }
		]);
		expect(await Promise.all(untouched.map((sql) => place.query(sql)))).toEqual(before);
	});

	it('shows a server nothing of version 0.1 that has no row for it', async () => {
		const place = await filledPlace();
		await place.run(`
			INSERT INTO kick_log (name, last_seq) VALUES ('events', ${head}), ('old', ${head});
			INSERT INTO kick_cursors (consumer, guild_id, broadcaster_user_id, from_seq, seq) VALUES
				('viewers', '', 0, 0, ${head}), ('listeners', '1', 5, 0, ${head}),
				('listeners', '2', 5, ${head + 10}, ${head + 10});
			UPDATE kick_events SET broadcaster_user_id = 5`);
		const { eventLog } = await openForTest(place);
		expect(await place.query('SELECT guild_id, from_seq AS start FROM kick_cursors ORDER BY guild_id')).toEqual(
			[
				{ guild_id: '', start: 0 },
				{ guild_id: '1', start: head },
				{ guild_id: '2', start: head + 10 }
			].map(({ guild_id, start }) => ({ guild_id, start: provider === 'sqlite' ? start : String(start) }))
		);
		const { rows } = await eventLog.page({ guildId: '1', broadcasterUserId: null }, { limit: 50 });
		expect(rows).toEqual([]);
	});
});
