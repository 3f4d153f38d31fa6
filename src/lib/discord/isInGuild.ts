import { type Client, ShardClientUtil } from 'discord.js';

/** Whether the bot is in a server, as far as this process can tell: servers of other shards count as present. */
export function isInGuild(client: Client<true>, guildId: string): boolean {
	const shardCount = client.options.shardCount ?? client.ws.shards.size;
	const isOurs = client.ws.shards.has(ShardClientUtil.shardIdForGuildId(guildId, shardCount));
	return !isOurs || client.guilds.cache.has(guildId);
}
