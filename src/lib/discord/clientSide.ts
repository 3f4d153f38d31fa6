import { type Client, Status } from 'discord.js';
import { BotPresence } from './BotPresence.js';
import type { DiscordSide } from './DiscordInfo.js';
import { managesGuild } from './managesGuild.js';
import { ownsApplication } from './ownsApplication.js';

/** The library's view of a discord.js client. */
export function clientSide(client: Client): DiscordSide {
	const presence = new BotPresence(client);
	return {
		isReady: () => client.isReady() && client.ws.shards.size > 0 && client.ws.shards.every(isShardReady),
		shards: () => {
			const ids = [...client.ws.shards.keys()];
			return { ids, count: client.options.shardCount ?? ids.length };
		},
		guildName: (guildId) => client.guilds.cache.get(guildId)?.name ?? guildId,
		findGuildName: (guildId) => presence.nameOf(guildId),
		isHere: (guildId) => client.guilds.cache.has(guildId),
		applicationId: () => client.application?.id ?? null,
		apiUrl: client.rest.options.api,
		hasBot: (guildId, maxAgeMs) => presence.has(guildId, maxAgeMs),
		managesGuild: (guildId, userId) => managesGuild(client, guildId, userId),
		ownsApplication: (userId) => ownsApplication(client, userId)
	};
}

function isShardReady({ status }: { status: Status }): boolean {
	return status === Status.Ready;
}
