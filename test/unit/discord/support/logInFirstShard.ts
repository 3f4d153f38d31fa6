import { once } from 'node:events';
import { Client, Events } from 'discord.js';
import type { SimulatedDiscord } from '../../../../sandbox/discord/index.js';

/** Logs in the process that has shard 0 of 2. */
export async function logInFirstShard({ apiUrl, token }: SimulatedDiscord): Promise<Client> {
	const client = new Client({ intents: ['Guilds'], shards: [0], shardCount: 2, rest: { api: apiUrl, retries: 0 } });
	const ready = once(client, Events.ClientReady);
	await client.login(token);
	await ready;
	return client;
}
