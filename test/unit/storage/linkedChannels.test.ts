import { describe, expect, it } from 'vitest';
import { databaseProviders, openForTest, temporaryPlace } from '../../support/temporaryDatabase.js';
import { linkedAccount } from './support/linkChannel.js';

const at = new Date('2026-01-01T00:00:00Z');

/** Kick may omit the slug. */
const account = (userId: number) => ({ ...linkedAccount(userId), ...(userId === 6 && { slug: null }) });

describe.each(databaseProviders)('the linked channels on %s', (provider) => {
	async function world() {
		const place = await temporaryPlace(provider);
		const database = await openForTest(place);
		for (const userId of [5, 6]) await database.accounts.save(account(userId));
		/** A server with a link and settings. */
		const link = async (
			guildId: string,
			userId: number,
			broadcasterUserId: number | null,
			chatroomId: number | null
		) => {
			await database.links.save({ guildId, userId, linkedBy: 'manager', linkedAt: at });
			await database.settings.set(guildId, { channel: 'name', broadcasterUserId, chatroomId });
		};
		return { place, database, link };
	}

	it('are those whose owner is linked, with what is known of them', async () => {
		const { database, link } = await world();
		await link('1', 5, 5, 50);
		await link('2', 6, 6, null);
		await link('3', 6, 5, 50);
		await link('4', 5, null, 50);
		await database.settings.set('5', { channel: 'name', broadcasterUserId: 5, chatroomId: 50 });
		expect(await database.links.channels()).toEqual([
			{ guildId: '1', broadcasterUserId: 5, username: 'Streamer_5', slug: 'streamer-5', chatroomId: 50 },
			{ guildId: '2', broadcasterUserId: 6, username: 'Streamer_6', slug: null, chatroomId: null }
		]);
	});

	it('of one account are those of its servers alone', async () => {
		const { database, link } = await world();
		await link('1', 5, 5, 50);
		await link('2', 5, 5, 51);
		await link('3', 6, 6, 60);
		expect((await database.links.channels(5)).map(({ guildId, chatroomId }) => [guildId, chatroomId])).toEqual([
			['1', 50],
			['2', 51]
		]);
		expect(await database.links.channels(404)).toEqual([]);
	});

	it('are without the servers that the bot has left', async () => {
		const { database, link } = await world();
		await link('1', 5, 5, 50);
		await database.departures.mark('1', at);
		expect(await database.links.channels()).toEqual([]);
		await database.departures.clear('1');
		expect(await database.links.channels()).toHaveLength(1);
	});

	it('are read from what the Python bot, or a person, may have written', async () => {
		const { database, link, place } = await world();
		for (const guildId of ['1', '2', '3']) await link(guildId, 5, 5, 50);
		const set = (guildId: string, key: string, value: string) =>
			place.run(`UPDATE bot_settings SET value = ${value} WHERE discord_server_id = ${guildId} AND key = '${key}'`);
		await set('1', 'kick_broadcaster_user_id', "' 5 '");
		await set('1', 'kick_chatroom_id', "'fifty'");
		await set('2', 'kick_broadcaster_user_id', "'5; DROP TABLE kick_links'");
		await set('3', 'kick_chatroom_id', 'NULL');
		expect((await database.links.channels()).map(({ guildId, chatroomId }) => [guildId, chatroomId])).toEqual([
			['1', null],
			['3', null]
		]);
	});
});
