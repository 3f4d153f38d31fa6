import { Redis } from 'ioredis';
import { expect, it, onTestFinished, vi } from 'vitest';
import { Dispatcher } from '../../src/lib/events/consumers/Dispatcher.js';
import { PrismaConsumerRepository } from '../../src/lib/storage/consumers/PrismaConsumerRepository.js';
import { installed } from '../chaos/support/servers/installed.js';
import { RedisServer } from '../chaos/support/servers/RedisServer.js';
import { HeardEvents } from '../support/heardEvents.js';
import { TestWorld } from '../support/TestWorld.js';

const redisProgram = await installed('redis-server');
const WakeChannel = 'kick:wake';
/** Creates this many ids in Discord's format, of servers that do not exist. */
const unknownIds = Array.from({ length: 20_000 }, (_, index) => String(1_000_000_000_000_000_000n + BigInt(index)));
const garbage = [
	'',
	'x',
	'-1',
	'0x10',
	'9'.repeat(21),
	'{"guildId":"1"}',
	' 1',
	'1\n',
	'\u0000',
	'9'.repeat(1_000_000)
];

it.skipIf(!redisProgram)(
	'wake-ups for servers that are not here, or have nothing waiting, ask the database nothing and keep no event waiting',
	async () => {
		const redis = await RedisServer.start(redisProgram!);
		const world = await TestWorld.start({ REDIS_URL: redis.url });
		onTestFinished(() => world.stop());
		const announced = new HeardEvents(world.client);
		const { guild, streamer } = await world.createLinkedCommunity();
		const quiet = world.createCommunity().guild;
		await vi.waitUntil(() => world.client.guilds.cache.has(quiet.id), { timeout: 60_000 });
		const read = vi.spyOn(PrismaConsumerRepository.prototype, 'next');
		const polledSoon = vi.spyOn(Dispatcher.prototype, 'pollSoon');
		const attacker = new Redis(redis.url);
		onTestFinished(() => attacker.disconnect());

		const publish = (messages: readonly string[]) =>
			Promise.all(messages.map((message) => attacker.publish(WakeChannel, message)));
		await publish([...unknownIds, ...garbage]);
		await world.kick.viewer('ana').says('in between', { in: streamer.slug });
		await publish(Array<string>(5_000).fill(quiet.id));
		await announced.waitFor(guild.id, 1);
		// Redis keeps the order: when the last one has arrived, all have.
		await vi.waitUntil(() => polledSoon.mock.calls.length >= 5_000, { timeout: 60_000 });
		expect(new Set(read.mock.calls.map(([{ guildId }]) => guildId))).toEqual(new Set([guild.id]));
	}
);
