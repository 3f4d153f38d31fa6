import { describe, expect, it } from 'vitest';
import type { Database } from '../../../src/lib/storage/Database.js';
import { databaseProviders, openForTest, temporaryDatabase, temporaryPlace } from '../../support/temporaryDatabase.js';
import { origin } from './support/origin.js';

const GuildId = '1146912345678901234';
const Unset = { channel: null, broadcasterUserId: null, chatroomId: null };

describe.each(databaseProviders)('settings of a Discord server on %s', (provider) => {
	it('are unset at first', async () => {
		const { settings } = await temporaryDatabase(provider);
		expect(await settings.get(GuildId)).toEqual(Unset);
	});

	it('are read as they were written', async () => {
		const { settings } = await temporaryDatabase(provider);
		const values = { channel: 'ana', broadcasterUserId: Number.MAX_SAFE_INTEGER, chatroomId: 789012 };
		await settings.set(GuildId, values);
		expect(await settings.get(GuildId)).toEqual(values);
		expect(await settings.get('1146912345678901235')).toEqual(Unset);
	});

	it('change one by one: null deletes, what is not named stays', async () => {
		const { settings } = await temporaryDatabase(provider);
		await settings.set(GuildId, { channel: 'ana', broadcasterUserId: 1, chatroomId: 2 });
		await settings.set(GuildId, { channel: 'bo', broadcasterUserId: null, chatroomId: undefined });
		expect(await settings.get(GuildId)).toEqual({ channel: 'bo', broadcasterUserId: null, chatroomId: 2 });
		await settings.set(GuildId, {});
		expect(await settings.get(GuildId)).toEqual({ channel: 'bo', broadcasterUserId: null, chatroomId: 2 });
	});

	it('change by what they are at that moment, or not at all', async () => {
		const { settings } = await temporaryDatabase(provider);
		expect(await settings.change(GuildId, ({ channel }) => (channel ? { chatroomId: 1 } : null), origin)).toBe(false);
		expect(await settings.get(GuildId)).toEqual(Unset);
		await settings.set(GuildId, { channel: 'ana', chatroomId: 2 });
		expect(
			await settings.change(GuildId, ({ channel }) => ({ channel: `${channel}!`, chatroomId: null }), origin)
		).toBe(true);
		expect(await settings.get(GuildId)).toEqual({ ...Unset, channel: 'ana!' });
	});

	it('change one after the other, however many processes change them at once', async () => {
		const place = await temporaryPlace(provider);
		const processes = [await openForTest(place), await openForTest(place)];
		await processes[0]!.settings.set(GuildId, { chatroomId: 0 });
		const count = async ({ settings }: Database) => {
			for (let turn = 0; turn < 10; turn++) {
				await settings.change(GuildId, ({ chatroomId }) => ({ chatroomId: (chatroomId ?? 0) + 1 }), origin);
			}
		};
		await Promise.all(processes.map(count));
		expect((await processes[0]!.settings.get(GuildId)).chatroomId).toBe(20);
	});

	it('are stored as the Python bot stores them', async () => {
		const place = await temporaryPlace(provider);
		const { settings } = await openForTest(place);
		await settings.set(GuildId, { channel: 'ana', broadcasterUserId: 123456 });
		expect(
			await place.query('SELECT CAST(discord_server_id AS TEXT) AS id, key, value FROM bot_settings ORDER BY key')
		).toEqual([
			{ id: GuildId, key: 'kick_broadcaster_user_id', value: '123456' },
			{ id: GuildId, key: 'kick_channel', value: 'ana' }
		]);
	});

	it.each(['', ' ', 'None', 'null', '-5', '1.5', '12x', '1e5', '99999999999999999999'])(
		'read the id %j as not set',
		async (value) => {
			const place = await temporaryPlace(provider);
			const { settings } = await openForTest(place);
			await place.run(
				`INSERT INTO bot_settings VALUES
				(${GuildId}, 'kick_broadcaster_user_id', '${value}'), (${GuildId}, 'kick_chatroom_id', NULL)`
			);
			expect(await settings.get(GuildId)).toEqual(Unset);
		}
	);

	it('read an id that has blanks around it, and an empty channel as not set', async () => {
		const place = await temporaryPlace(provider);
		const { settings } = await openForTest(place);
		await place.run(`INSERT INTO bot_settings VALUES (5, 'kick_chatroom_id', ' 42 '), (5, 'kick_channel', '')`);
		expect(await settings.get('5')).toEqual({ ...Unset, chatroomId: 42 });
	});

	it('keep hostile text as it is, without U+0000', async () => {
		const { settings } = await temporaryDatabase(provider);
		const text = `'; DROP TABLE bot_settings; -- @everyone \u202E עברית 👩‍👩‍👧 ${'x'.repeat(5000)}`;
		await settings.set(GuildId, { channel: `a\0${text}\0` });
		expect((await settings.get(GuildId)).channel).toBe(`a${text}`);
	});

	it('of two servers that differ only in the last digit are not mixed up', async () => {
		const { settings } = await temporaryDatabase(provider);
		const guildIds = ['9007199254740992', '9007199254740993', '18014398509481985', '9223372036854775807'];
		await Promise.all(guildIds.map((guildId) => settings.set(guildId, { channel: `channel-${guildId}` })));
		for (const guildId of guildIds) expect((await settings.get(guildId)).channel).toBe(`channel-${guildId}`);
	});
});
