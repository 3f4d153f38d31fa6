import type { Result } from '@sapphire/result';
import { type Client, Status } from 'discord.js';
import { BotPresence } from './BotPresence.js';
import { GuildDirectories } from './directory/GuildDirectories.js';
import type { DirectoryFailure, GuildDirectory } from './directory/GuildDirectory.js';
import { managesGuild } from './managesGuild.js';
import { memberRoles } from './memberRoles.js';
import { ownsApplication } from './ownsApplication.js';

/** Facts about Discord that the plugin provides, so that `lib` needs no client. */
export interface DiscordInfo {
	/** Whether every shard of this process is connected and ready. */
	isReady(): boolean;
	/** Shards of this process and their total number. Known when Discord is ready. */
	shards(): { ids: readonly number[]; count: number };
	/** Returns the server's name for log lines, or its id when the name is not known. */
	guildName(guildId: string): string;
	/**
	 * Returns the name of a server, even of one in another process, or `null` when the bot is not in it. Cached for a
	 * minute.
	 *
	 * @throws When Discord does not answer.
	 */
	findGuildName(guildId: string): Promise<string | null>;
	/** Whether this process knows the server, without asking Discord. */
	isHere(guildId: string): boolean;
	/** Id of the bot's application. `null` until Discord is ready. */
	applicationId(): string | null;
	/** Base address of Discord's API, without a version. */
	readonly apiUrl: string;
	/** Base address of Discord's pictures. */
	readonly cdnUrl: string;
	/**
	 * Whether the bot is in a server, even in one of another process. Cached for a minute.
	 *
	 * @param maxAgeMs Maximum age of a cached "yes".
	 * @throws When Discord does not answer.
	 */
	hasBot(guildId: string, maxAgeMs?: number): Promise<boolean>;
	/**
	 * Returns the channels and roles of a server, even of one in another process, and what the bot can do with them.
	 *
	 * @param maxAgeMs Maximum age of a cached answer about a server of another process. Default: 10 seconds.
	 */
	directoryOf(guildId: string, maxAgeMs?: number): Promise<Result<GuildDirectory, DirectoryFailure>>;
	/**
	 * Whether a user is in a server and has Manage Server there. Asks Discord each time.
	 *
	 * @throws When Discord does not answer.
	 */
	managesGuild(guildId: string, userId: string): Promise<boolean>;
	/**
	 * Returns the ids of a member's roles, or `null` for a person who is not in the server. Asks Discord each time.
	 *
	 * @throws When Discord does not answer.
	 */
	memberRoles(guildId: string, userId: string): Promise<readonly string[] | null>;
	/**
	 * Whether a user owns the bot's application, alone or in a team. Asks Discord each time.
	 *
	 * @throws When Discord does not answer.
	 */
	ownsApplication(userId: string): Promise<boolean>;
}

/** Reads these facts from a discord.js client. */
export function discordInfo(client: Client): DiscordInfo {
	const presence = new BotPresence(client);
	const directories = new GuildDirectories(client);
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
		cdnUrl: client.rest.options.cdn,
		hasBot: (guildId, maxAgeMs) => presence.has(guildId, maxAgeMs),
		directoryOf: (guildId, maxAgeMs) => directories.of(guildId, maxAgeMs),
		managesGuild: (guildId, userId) => managesGuild(client, guildId, userId),
		memberRoles: (guildId, userId) => memberRoles(client, guildId, userId),
		ownsApplication: (userId) => ownsApplication(client, userId)
	};
}

function isShardReady({ status }: { status: Status }): boolean {
	return status === Status.Ready;
}
