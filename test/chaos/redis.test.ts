import { expect, it } from 'vitest';
import { databaseProviders, temporaryPlace } from '../support/temporaryDatabase.js';
import type { Channel } from './support/Channel.js';
import { ChaosWorld } from './support/ChaosWorld.js';
import { expectHandledInOrder } from './support/expectHandledInOrder.js';
import { installed } from './support/servers/installed.js';
import { RedisServer } from './support/servers/RedisServer.js';

const redisProgram = await installed('redis-server');
const EventsOfPhase = 30;

it.skipIf(!redisProgram || !databaseProviders.includes('postgresql'))(
	'loses nothing when Redis stops, starts and hangs under load, and handles events of another process meanwhile',
	async () => {
		const redis = await RedisServer.start(redisProgram!);
		const { url: databaseUrl } = await temporaryPlace('postgresql');
		const world = await ChaosWorld.start({ databaseUrl, channels: 4, guildsPerChannel: 2 });
		const { channels, effects } = world;
		const shard = (id: number) => ({ REDIS_URL: redis.url, SHARDS: String(id), SHARD_COUNT: '2' });
		const receiving = world.spawnBot(shard(0));
		const other = world.spawnWithoutWebhooks(shard(1));
		await Promise.all([receiving.ready, other.ready]);

		/** Sends each event in turn, and waits for its handling at the same time. */
		const sendPhase = async (channel: Channel): Promise<Promise<void>[]> => {
			const handled: Promise<void>[] = [];
			for (let index = 0; index < EventsOfPhase; index++) {
				const wait = effects.untilHandled([await channel.send()], channel.guildIds);
				// Awaited after everything is sent.
				wait.catch(() => undefined);
				handled.push(wait);
			}
			return handled;
		};
		const phases: Promise<void>[][] = [];
		const send = async () => phases.push((await Promise.all(channels.map(sendPhase))).flat());
		const everythingHandled = () => Promise.all(phases.flat());

		await send();
		await Promise.all([send(), redis.stop()]);
		await send();
		await everythingHandled();
		await Promise.all([send(), redis.start()]);
		await send();
		redis.freeze();
		await send();
		await everythingHandled();
		redis.thaw();
		await send();
		await everythingHandled();

		for (const channel of channels) expectHandledInOrder(effects, channel);
		expect(effects.by(other).length).toBe(effects.by(receiving).length);
		expect([receiving, other].map(({ isRunning }) => isRunning)).toEqual([true, true]);
	}
);
