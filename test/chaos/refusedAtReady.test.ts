import { describe, expect, it, vi } from 'vitest';
import { PatienceMs } from '../support/patience.js';
import { refuseWrites } from '../support/refuseWrites.js';
import { databaseProviders, openForTest, temporaryPlace } from '../support/temporaryDatabase.js';
import { ChaosWorld } from './support/ChaosWorld.js';

/**
 * A linked Discord server that removed the bot while it was offline: the bot has to store that when Discord is ready.
 */
const LeftGuildId = '1677721600009999999';

describe.each(databaseProviders)('a database on %s that refuses a write at the moment of "ready"', (provider) => {
	it('delays neither the start nor the handling, and the write is made later', async () => {
		const place = await temporaryPlace(provider);
		const world = await ChaosWorld.start({ databaseUrl: place.url, channels: 1, guildsPerChannel: 2 });
		const [channel] = world.channels;
		const database = await openForTest(place);
		await database.links.save({
			guildId: LeftGuildId,
			userId: channel!.streamer.userId,
			linkedBy: '1',
			linkedAt: new Date()
		});
		const accept = await refuseWrites(place, 'kick_departures');
		const departed = () => place.query('SELECT guild_id FROM kick_departures');

		const bot = world.spawnBot();
		await bot.ready;
		await channel!.send();
		await world.effects.untilHandled(channel!.taken, channel!.guildIds);
		await bot.hasHealth(200);
		expect(await departed()).toEqual([]);

		await accept();
		await vi.waitFor(async () => expect(await departed()).toEqual([{ guild_id: LeftGuildId }]), PatienceMs);
		await channel!.send();
		await world.effects.untilHandled(channel!.taken, channel!.guildIds);
		expect(bot.isRunning).toBe(true);
	});

	it('makes /health 503 until the bot handles events, and what was acknowledged meanwhile is handled', async () => {
		const place = await temporaryPlace(provider);
		const world = await ChaosWorld.start({ databaseUrl: place.url, channels: 1, guildsPerChannel: 2 });
		const [channel] = world.channels;
		const accept = await refuseWrites(place, 'kick_leases', "NEW.name LIKE 'shard:%'");

		const bot = world.spawnBot();
		await bot.ready;
		await bot.untilLogged('Could not renew the lease');
		await channel!.send();
		expect(await bot.health()).toMatchObject({
			status: 503,
			parts: { database: 'ok', discord: 'ok', shards: 'down' }
		});
		expect(world.effects.all).toEqual([]);

		await accept();
		await world.effects.untilHandled(channel!.taken, channel!.guildIds);
		await bot.hasHealth(200);
	});
});
