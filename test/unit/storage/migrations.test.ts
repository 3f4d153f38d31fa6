import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { migrations } from '../../../src/generated/migrations.js';
import { openDatabase } from '../../../src/lib/storage/openDatabase.js';
import { readSql, runSql } from './support/runSql.js';
import { openForTest } from './support/temporaryDatabase.js';
import { temporaryFolder } from './support/temporaryFolder.js';

const PythonBot = `
	PRAGMA foreign_keys = OFF;
	CREATE TABLE bot_settings (discord_server_id BIGINT, key TEXT, value TEXT, PRIMARY KEY (discord_server_id, key));
	INSERT INTO bot_settings VALUES
		(1146912345678901234, 'kick_channel', 'yourkickchannel'),
		(1146912345678901234, 'kick_broadcaster_user_id', '123456'),
		(1146912345678901234, 'kick_chatroom_id', '789012'),
		(1146912345678901234, 'welcome_channel', '55');
	CREATE TABLE servers (id INTEGER PRIMARY KEY);
	CREATE TABLE watchtime (username TEXT PRIMARY KEY, minutes REAL, server INTEGER REFERENCES servers (id));
	INSERT INTO watchtime VALUES ('ana', 12.5, 404);
`;

async function migratedFile(): Promise<string> {
	const path = join(temporaryFolder(), 'kick.db');
	const database = await openDatabase(`file:${path}`);
	await database.close();
	return path;
}

describe('a database of the Python bot', () => {
	it('goes on working: its settings are read, its own tables and keys are left alone', async () => {
		const path = join(temporaryFolder(), 'bot.db');
		runSql(path, PythonBot);
		const tablesBefore = readSql(path, 'SELECT name, sql FROM sqlite_master ORDER BY name');

		const database = await openForTest(path);

		expect(database.migrated).toEqual(migrations.sqlite.map(({ name }) => name));
		expect(await database.settings.get('1146912345678901234')).toEqual({
			channel: 'yourkickchannel',
			broadcasterUserId: 123456,
			chatroomId: 789012
		});
		await database.settings.set('1146912345678901234', { channel: 'other', chatroomId: null });
		expect(readSql(path, 'SELECT key, value FROM bot_settings ORDER BY key')).toEqual([
			{ key: 'kick_broadcaster_user_id', value: '123456' },
			{ key: 'kick_channel', value: 'other' },
			{ key: 'welcome_channel', value: '55' }
		]);
		expect(readSql(path, 'SELECT * FROM watchtime')).toEqual([{ username: 'ana', minutes: 12.5, server: 404 }]);
		expect(readSql(path, 'SELECT name, sql FROM sqlite_master ORDER BY name')).toEqual(
			expect.arrayContaining(tablesBefore)
		);
	});
});

describe('a database with another history', () => {
	it('is refused when a migration was edited', async () => {
		const path = await migratedFile();
		runSql(path, `UPDATE _prisma_migrations SET checksum = 'edited'`);
		await expect(openDatabase(`file:${path}`)).rejects.toMatchObject({
			code: 'storage_unavailable',
			hint: /20261122200000_kick_init is not the one.*restore a backup/
		});
	});

	it('is refused when a newer version of the plugin has used it', async () => {
		const path = await migratedFile();
		runSql(
			path,
			`INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('1', 'x', '29990101000000_kick_more', '2999-01-01')`
		);
		await expect(openDatabase(`file:${path}`)).rejects.toMatchObject({
			code: 'storage_unavailable',
			hint: /newer version.*29990101000000_kick_more.*Update the plugin/
		});
	});

	it('is refused when a migration stopped half-way', async () => {
		const path = await migratedFile();
		runSql(path, 'UPDATE _prisma_migrations SET finished_at = NULL');
		await expect(openDatabase(`file:${path}`)).rejects.toMatchObject({
			code: 'storage_unavailable',
			hint: /stopped half-way.*prisma migrate resolve/
		});
	});

	it('is taken when the others belong to a host bot that keeps its tables there', async () => {
		const path = await migratedFile();
		runSql(
			path,
			`INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('1', 'x', '20990101000000_add_levels')`
		);
		const database = await openForTest(path);
		expect(database.migrated).toEqual([]);
	});

	it('is migrated again when a migration was rolled back', async () => {
		const path = join(temporaryFolder(), 'kick.db');
		runSql(
			path,
			`CREATE TABLE _prisma_migrations (id TEXT PRIMARY KEY NOT NULL, checksum TEXT NOT NULL, finished_at DATETIME,
				migration_name TEXT NOT NULL, logs TEXT, rolled_back_at DATETIME,
				started_at DATETIME NOT NULL DEFAULT current_timestamp, applied_steps_count INTEGER UNSIGNED NOT NULL DEFAULT 0);
			INSERT INTO _prisma_migrations (id, checksum, migration_name, rolled_back_at)
				VALUES ('1', 'x', '20261122200000_kick_init', '2026-01-01')`
		);
		const database = await openForTest(path);
		expect(database.migrated).toEqual(migrations.sqlite.map(({ name }) => name));
	});
});
