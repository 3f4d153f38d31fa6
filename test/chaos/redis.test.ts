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
	'Redis stops, starts and hangs under load: nothing is lost, and events of another process are handled meanwhile',
	async () => {
		const redis = await RedisServer.start(redisProgram!);
		const { url: databaseUrl } = await temporaryPlace('postgresql');
		const world = await ChaosWorld.start({ databaseUrl, channels: 4, guildsPerChannel: 2 });
		const { channels, effects } = world;
		const shard = (id: number) => ({ REDIS_URL: redis.url, SHARDS: String(id), SHARD_COUNT: '2' });
		const receiving = world.spawnBot(shard(0));
		const deaf = world.spawnDeafNeighbour(shard(1));
		await Promise.all([receiving.ready, deaf.ready]);

		/** Each event in turn, and beside it the wait for its handling. */
		const sendPhase = async (channel: Channel): Promise<Promise<void>[]> => {
			const handled: Promise<void>[] = [];
			for (let index = 0; index < EventsOfPhase; index++) {
				const wait = effects.untilHandled([await channel.send()], channel.guildIds);
				// It is awaited when everything is sent.
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
		expect(effects.by(deaf).length).toBe(effects.by(receiving).length);
		expect([receiving, deaf].map(({ isRunning }) => isRunning)).toEqual([true, true]);
	}
);
