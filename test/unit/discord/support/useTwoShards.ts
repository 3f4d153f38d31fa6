import type { Client } from 'discord.js';
import { afterAll } from 'vitest';
import { SimulatedDiscord, type SimulatedGuild } from '../../../../sandbox/discord/index.js';
import { logInFirstShard } from './logInFirstShard.js';

/**
 * Starts a Discord with two shards, at the top level of a test file, and stops it after the last test. This process has
 * shard 0, so only another process knows the second server.
 */
export async function useTwoShards(): Promise<{
	client: Client;
	discord: SimulatedDiscord;
	own: SimulatedGuild;
	ofOtherProcess: SimulatedGuild;
}> {
	const discord = await SimulatedDiscord.start({ shards: 2 });
	const own = discord.addGuild({ id: String((100n << 22n) + 7n) });
	const ofOtherProcess = discord.addGuild({ id: String((101n << 22n) + 7n) });
	const client = await logInFirstShard(discord);
	afterAll(async () => {
		await client.destroy();
		await discord.stop();
	});
	return { client, discord, own, ofOtherProcess };
}
