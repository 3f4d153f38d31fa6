import { describe, expect, it } from 'vitest';
import type { LinkStateRow } from '../../../src/lib/storage/repositories/LinkStateRepository.js';
import { databaseProviders, openForTest, temporaryDatabase, temporaryPlace } from '../../support/temporaryDatabase.js';
import { waitingServers } from '../../support/waitingServers.js';
import { linkedAccount } from './support/linkChannel.js';
import { newEvent } from './support/newEvent.js';
import { origin } from './support/origin.js';

const Date1 = new Date('2026-01-01T00:00:00Z');
const Date2 = new Date('2026-01-02T00:00:00Z');

describe.each(databaseProviders)('servers that the bot has left on %s', (provider) => {
	it('are listed when they left before the date, unless they are back', async () => {
		const { departures } = await temporaryDatabase(provider);
		await departures.mark('1', Date1);
		await departures.mark('2', Date2);
		await departures.mark('3', Date1);
		await departures.clear('3');
		await departures.clear('unknown');
		expect(await departures.before(Date1)).toEqual([]);
		expect(await departures.before(Date2)).toEqual(['1']);
		expect(await departures.before(new Date(Date2.getTime() + 1))).toEqual(['1', '2']);
	});

	it('are not forgotten once they are back, or have left a second time since', async () => {
		const { departures, settings } = await temporaryDatabase(provider);
		await settings.set('1', { channel: 'ana' });
		await departures.mark('1', Date1);
		await departures.clear('1');
		expect(await departures.forget('1', Date2)).toBe(false);
		await departures.mark('1', Date2);
		expect(await departures.forget('1', Date2)).toBe(false);
		expect(await settings.get('1')).toMatchObject({ channel: 'ana' });
		expect(await departures.list()).toEqual(['1']);
	});

	it('keep the first date when they are marked again', async () => {
		const { departures } = await temporaryDatabase(provider);
		await departures.mark('1', Date1);
		await departures.mark('1', Date2);
		expect(await departures.before(Date2)).toEqual(['1']);
	});

	it('are forgotten with all that is theirs, and nothing of others', async () => {
		const place = await temporaryPlace(provider);
		const database = await openForTest(place);
		const account = linkedAccount(7);
		const state = (guildId: string): LinkStateRow => ({
			stateHash: `state-${guildId}`,
			guildId,
			discordUserId: '1',
			discordUserName: 'Mia',
			account: 'streamer',
			browserHash: null,
			sealedVerifier: null,
			createdAt: Date1,
			expiresAt: Date2,
			consumedAt: null
		});
		await database.accounts.save(account);
		for (const guildId of ['1', '2']) {
			await database.settings.set(guildId, { channel: 'ana', broadcasterUserId: 7, chatroomId: 8 });
			await database.links.save({ guildId, userId: 7, linkedBy: '1', linkedAt: Date1 });
			await database.linkStates.create(state(guildId));
			const role = { guildId, roleId: '9', roleName: 'Mods', sections: ['chat'] };
			await database.editors.replace(role, origin, () => true);
		}
		await database.consumers.followLinks(['listeners', 'other']);
		for (const guildId of ['1', '2']) {
			await database.departures.mark(guildId, Date1);
			await place.run(`INSERT INTO kick_past_cursors VALUES ('${guildId}', 9, 5, 6)`);
		}
		await database.events.insert([newEvent(1, { broadcasterUserId: 7 })]);
		expect(await waitingServers(database)).toEqual(['1', '2']);
		await database.eventLog.requeue(newEvent(1).id, ['1']);
		await place.run(`INSERT INTO bot_settings VALUES (1, 'welcome_channel', '55')`);

		expect(await database.departures.forget('1', Date1)).toBe(false);
		expect(await database.settings.get('1')).toMatchObject({ channel: 'ana' });
		expect(await database.departures.forget('1', Date2)).toBe(true);

		expect(await database.settings.get('1')).toEqual({ channel: null, broadcasterUserId: null, chatroomId: null });
		expect(await database.settings.get('2')).toMatchObject({ channel: 'ana' });
		expect(await place.query('SELECT key FROM bot_settings WHERE discord_server_id = 1')).toEqual([
			{ key: 'welcome_channel' }
		]);
		expect((await database.links.list()).map(({ guildId }) => guildId)).toEqual(['2']);
		expect(await database.linkStates.find('state-1')).toBeNull();
		expect(await database.linkStates.find('state-2')).not.toBeNull();
		expect(await waitingServers(database)).toEqual(['2']);
		for (const table of ['kick_cursors', 'kick_past_cursors', 'kick_setting_changes', 'kick_editors']) {
			const servers = `SELECT DISTINCT guild_id FROM ${table} WHERE guild_id <> ''`;
			expect(await place.query(servers)).toEqual([{ guild_id: '2' }]);
		}
		expect(await place.query('SELECT guild_id FROM kick_deliveries')).toEqual([]);
		expect(await database.departures.before(Date2)).toEqual(['2']);
		expect(await database.accounts.find(7)).not.toBeNull();
	});
});
