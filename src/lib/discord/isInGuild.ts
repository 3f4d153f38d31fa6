import { type Client, ShardClientUtil } from 'discord.js';

/** Whether the bot is in a server; `null` for servers of other shards, of which this process knows nothing. */
export function isInGuild(client: Client<true>, guildId: string): boolean | null {
	const shardCount = client.options.shardCount ?? client.ws.shards.size;
	const isOurs = client.ws.shards.has(ShardClientUtil.shardIdForGuildId(guildId, shardCount));
	return isOurs ? client.guilds.cache.has(guildId) : null;
}
