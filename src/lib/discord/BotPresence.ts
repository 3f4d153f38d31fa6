import { type Client, DiscordAPIError, Routes, ShardClientUtil } from 'discord.js';
import { ExpiringCache } from '../time/ExpiringCache.js';

const RememberMs = 60_000;
const MostRemembered = 10_000;
const LimitMs = 5_000;
/** Discord's answers about a server that the bot is not in. */
const AbsentStatuses = [403, 404];

/** In which servers the bot is, those of other processes included. */
export class BotPresence {
	readonly #client: Client;
	readonly #others = new ExpiringCache<string, boolean>(RememberMs, MostRemembered);

	public constructor(client: Client) {
		this.#client = client;
	}

	/** @throws When Discord does not answer. */
	public async has(guildId: string): Promise<boolean> {
		if (this.#client.guilds.cache.has(guildId)) return true;
		return this.#isOurs(guildId) ? false : this.#others.get(guildId, () => this.#ask(guildId));
	}

	/** Whether this process has the server's shard, and so knows. */
	#isOurs(guildId: string): boolean {
		const { ws, options } = this.#client;
		const shardCount = options.shardCount ?? ws.shards.size;
		return shardCount > 0 && ws.shards.has(ShardClientUtil.shardIdForGuildId(guildId, shardCount));
	}

	async #ask(guildId: string): Promise<boolean> {
		try {
			await this.#client.rest.get(Routes.guild(guildId), { signal: AbortSignal.timeout(LimitMs) });
			return true;
		} catch (error) {
			if (error instanceof DiscordAPIError && AbsentStatuses.includes(error.status)) return false;
			throw error;
		}
	}
}
