import { type Client, Routes, ShardClientUtil } from 'discord.js';
import { z } from 'zod';
import { ExpiringCache } from '../time/ExpiringCache.js';
import { askDiscord } from './askDiscord.js';

const RememberMs = 60_000;
const MaxRemembered = 10_000;

const guildAnswer = z.object({ name: z.string() });

/** Lookup of the servers that the bot is in, including those of other processes. */
export class BotPresence {
	readonly #client: Client;
	readonly #others = new ExpiringCache<string, string | null>(RememberMs, MaxRemembered);

	public constructor(client: Client) {
		this.#client = client;
	}

	/**
	 * Whether the bot is in a server.
	 *
	 * @param maxAgeMs Maximum age of a cached "yes". A "no" is always cached for a minute, because Discord counts refused
	 * requests.
	 * @throws When Discord does not answer.
	 */
	public async has(guildId: string, maxAgeMs = RememberMs): Promise<boolean> {
		return (await this.nameOf(guildId, maxAgeMs)) !== null;
	}

	/**
	 * Returns the server's name, or `null` when the bot is not in it.
	 *
	 * @param maxAgeMs Maximum age of a cached name.
	 * @throws When Discord does not answer.
	 */
	public async nameOf(guildId: string, maxAgeMs = RememberMs): Promise<string | null> {
		const known = this.#client.guilds.cache.get(guildId);
		if (known) return known.name;
		if (this.#hasShardOf(guildId)) return null;
		const ask = () => this.#ask(guildId);
		const remembered = await this.#others.get(guildId, ask);
		return remembered === null ? null : this.#others.get(guildId, ask, maxAgeMs);
	}

	/** Whether this process has the server's shard, so that its cache is complete. */
	#hasShardOf(guildId: string): boolean {
		const { ws, options } = this.#client;
		const shardCount = options.shardCount ?? ws.shards.size;
		return shardCount > 0 && ws.shards.has(ShardClientUtil.shardIdForGuildId(guildId, shardCount));
	}

	async #ask(guildId: string): Promise<string | null> {
		const guild = await askDiscord(this.#client, Routes.guild(guildId), guildAnswer);
		return guild?.name ?? null;
	}
}

/** Whether the bot is in a server. `null` for servers of shards in other processes. */
export function isInGuild(client: Client<true>, guildId: string): boolean | null {
	const shardCount = client.options.shardCount ?? client.ws.shards.size;
	const hasShard = client.ws.shards.has(ShardClientUtil.shardIdForGuildId(guildId, shardCount));
	return hasShard ? client.guilds.cache.has(guildId) : null;
}
