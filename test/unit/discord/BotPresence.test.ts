import { type Client, ShardClientUtil } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SimulatedDiscord, type SimulatedGuild } from '../../../sandbox/discord/index.js';
import { BotPresence } from '../../../src/lib/discord/BotPresence.js';
import { logInFirstShard } from './support/logInFirstShard.js';

let discord: SimulatedDiscord;
let client: Client;
const guilds: Record<number, SimulatedGuild> = {};

beforeAll(async () => {
	discord = await SimulatedDiscord.start({ shards: 2 });
	for (const shard of [0, 1]) {
		// The shard of a server is derived from its id.
		const id = String((BigInt(100 + shard) << 22n) + 7n);
		expect(ShardClientUtil.shardIdForGuildId(id, 2)).toBe(shard);
		guilds[shard] = discord.addGuild({ name: `Server of shard ${shard}`, id });
	}
	client = await logInFirstShard(discord);
});
afterAll(async () => {
	await client.destroy();
	await discord.stop();
});

const calls = () => discord.calls.filter(({ route }) => route === '/guilds/{guild_id}').length;

describe('whether the bot is in a server', () => {
	it('is known for the servers of this process, without a request', async () => {
		const presence = new BotPresence(client);
		expect(await presence.has(guilds[0]?.id ?? '')).toBe(true);
		expect(await presence.has(String((200n << 22n) + 7n))).toBe(false);
		expect(calls()).toBe(0);
	});

	it('is requested from Discord for the servers of other processes, once a minute, with the name', async () => {
		const presence = new BotPresence(client);
		for (let time = 0; time < 3; time++) expect(await presence.has(guilds[1]?.id ?? '')).toBe(true);
		expect(await presence.nameOf(guilds[1]?.id ?? '')).toBe('Server of shard 1');
		expect(await presence.nameOf(guilds[0]?.id ?? '')).toBe('Server of shard 0');
		expect(calls()).toBe(1);
		expect(await presence.has(String((201n << 22n) + 7n))).toBe(false);
	});

	it('is requested again sooner if a minute is too long, but a "no" is remembered', async () => {
		const presence = new BotPresence(client);
		const before = calls();
		for (let time = 0; time < 2; time++) expect(await presence.has(guilds[1]?.id ?? '', 0)).toBe(true);
		const absent = String((203n << 22n) + 7n);
		const asked = calls();
		expect(asked).toBeGreaterThan(before + 1);
		for (let time = 0; time < 2; time++) expect(await presence.has(absent, 0)).toBe(false);
		expect(calls()).toBe(asked + 1);
	});

	it('is unknown while Discord is down', async () => {
		const mend = discord.intercept(() => ({ status: 503 }));
		const presence = new BotPresence(client);
		await expect(presence.has(guilds[1]?.id ?? '')).rejects.toThrow();
		mend();
		expect(await presence.has(guilds[1]?.id ?? '')).toBe(true);
	});
});
