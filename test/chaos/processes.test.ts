import { expect, it } from 'vitest';
import { databaseProviders, temporaryPlace } from '../support/temporaryDatabase.js';
import { ChaosWorld } from './support/ChaosWorld.js';
import { expectHandledInOrder } from './support/expectHandledInOrder.js';
import { Load } from './support/Load.js';
import { Random } from './support/Random.js';
import { installed } from './support/servers/installed.js';
import { RedisServer } from './support/servers/RedisServer.js';

const redisProgram = await installed('redis-server');
const EventsBetween = 300;

it.skipIf(!redisProgram || !databaseProviders.includes('postgresql'))(
	'lets others take over the shards when two of three processes die under load, and keeps each channel in order',
	async () => {
		const random = Random.announced('three processes');
		const redis = await RedisServer.start(redisProgram!);
		const { url: databaseUrl } = await temporaryPlace('postgresql');
		const world = await ChaosWorld.start({ databaseUrl, channels: 6, guildsPerChannel: 4 });
		const { channels, effects } = world;
		const archive = world.effectsOf('archive');
		const shard = (id: number) => ({
			REDIS_URL: redis.url,
			SHARDS: String(id),
			SHARD_COUNT: '2',
			RECORD_CONSUMERS: 'archive',
			RECORD_DELAY_MS: '10'
		});
		const first = world.spawnBot(shard(0));
		const second = await world.spawnAnother(shard(1));
		await Promise.all([first.ready, second.ready]);
		const standby = await world.spawnAnother(shard(1));
		await standby.ready;

		// Any of them may get a webhook, as behind a load balancer that skips dead ones.
		const bots = [first, second, standby];
		const urlOf = () => random.pick(bots.filter(({ isRunning }) => isRunning)).url ?? undefined;
		const load = new Load(channels, urlOf);
		await Promise.all([first, second].map((bot) => effects.untilHandledBy(bot, EventsBetween)));
		expect(effects.by(standby)).toEqual([]);
		await second.kill();
		// Replaces the dead one, so that there are three again.
		const successor = await world.spawnAnother(shard(0));
		await Promise.all([successor.ready, effects.untilHandledBy(standby, EventsBetween)]);
		bots.push(successor);
		expect(effects.by(successor)).toEqual([]);
		await first.kill();
		await effects.untilHandledBy(successor, EventsBetween);
		await load.stop();

		for (const of of [effects, archive]) {
			for (const { taken, guildIds } of channels) await of.untilHandled(taken, guildIds);
			for (const channel of channels) expectHandledInOrder(of, channel, [first, second]);
		}
		const shardsOf = (bot: typeof first) =>
			new Set(effects.by(bot).map(({ guildId }) => (BigInt(guildId) >> 22n) % 2n));
		expect([first, second, standby, successor].map(shardsOf)).toEqual([
			new Set([0n]),
			new Set([1n]),
			new Set([1n]),
			new Set([0n])
		]);
	}
);
