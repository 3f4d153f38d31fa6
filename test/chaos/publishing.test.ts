import { once } from 'node:events';
import { Redis } from 'ioredis';
import { expect, it, onTestFinished } from 'vitest';
import { eventChannel, type KickEventMessage, kickEventMessage } from '../../src/lib/redis/eventMessage.js';
import { PatienceMs } from '../support/patience.js';
import { temporaryPlace } from '../support/temporaryDatabase.js';
import { ChaosWorld } from './support/ChaosWorld.js';
import { installed } from './support/servers/installed.js';
import { RedisServer } from './support/servers/RedisServer.js';

const redisProgram = await installed('redis-server');
const Events = 50;

it.skipIf(!redisProgram)(
	'publishes every handled event for each server, in order, as the exported schema says',
	async () => {
		const redis = await RedisServer.start(redisProgram!);
		const { url: databaseUrl } = await temporaryPlace('sqlite');
		const world = await ChaosWorld.start({ databaseUrl, channels: 1, guildsPerChannel: 3 });
		const [channel] = world.channels;
		const { guildIds, streamer } = channel!;

		const overlay = new Redis(redis.url);
		onTestFinished(() => overlay.disconnect());
		const messages = new Map<string, KickEventMessage[]>(guildIds.map((guildId) => [eventChannel(guildId), []]));
		await overlay.subscribe(...messages.keys());
		overlay.on('message', (name, text) => messages.get(name)?.push(kickEventMessage.parse(JSON.parse(text))));

		await world.spawnBot({ REDIS_URL: redis.url }).ready;
		for (let index = 0; index < Events; index++) await channel!.send();
		const signal = AbortSignal.timeout(PatienceMs);
		while ([...messages.values()].some(({ length }) => length < Events)) await once(overlay, 'message', { signal });

		for (const guildId of guildIds) {
			const published = messages.get(eventChannel(guildId))!;
			expect(published.map(({ eventId }) => eventId)).toEqual(channel!.taken);
			expect(published[0]).toMatchObject({
				version: 1,
				type: 'chat.message.sent',
				guildId,
				source: 'webhook',
				event: { content: `Message 1 of ${streamer.slug}`, broadcaster: { id: streamer.userId } }
			});
		}
	}
);
