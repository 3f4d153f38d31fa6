import { err } from '@sapphire/result';
import type { DiscordInfo } from '../../src/lib/discord/DiscordInfo.js';

/** A Discord in which the bot is in every server, with one shard, and everyone has all permissions. */
export const discordStub: DiscordInfo = {
	apiUrl: 'http://127.0.0.1:9',
	cdnUrl: 'http://127.0.0.1:9',
	isReady: () => true,
	shards: () => ({ ids: [0], count: 1 }),
	guildName: (guildId) => guildId,
	isHere: () => true,
	applicationId: () => null,
	findGuildName: async () => 'Server',
	hasBot: async () => true,
	directoryOf: async () => err({ code: 'unavailable', hint: 'Discord does not answer.' }),
	managesGuild: async () => true,
	memberRoles: async () => [],
	ownsApplication: async () => true
};
