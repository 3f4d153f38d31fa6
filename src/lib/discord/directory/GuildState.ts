import type { Guild, GuildMember } from 'discord.js';

interface OverwriteState {
	/** Id of a role or member. Discord never uses one id for both. */
	id: string;
	allow: bigint;
	deny: bigint;
}

export interface ChannelState {
	id: string;
	name: string;
	/** Number of Discord's `ChannelType`. */
	type: number;
	parentId: string | null;
	position: number;
	overwrites: readonly OverwriteState[];
}

export interface RoleState {
	id: string;
	name: string;
	/** Colour as a number; 0 for none. */
	color: number;
	position: number;
	permissions: bigint;
	isManaged: boolean;
	isMentionable: boolean;
}

/** State of a server in Discord, from the cache of this process or from Discord's API. */
export interface GuildState {
	id: string;
	ownerId: string;
	channels: readonly ChannelState[];
	roles: readonly RoleState[];
	bot: { id: string; roleIds: readonly string[] };
}

/** Reads the state from discord.js' cache. Its gateway events keep it up to date. */
export function cachedGuildState(guild: Guild, bot: GuildMember): GuildState {
	return {
		id: guild.id,
		ownerId: guild.ownerId,
		channels: guild.channels.cache
			.filter((channel) => !channel.isThread())
			.map((channel) => ({
				id: channel.id,
				name: channel.name,
				type: channel.type,
				parentId: channel.parentId,
				position: channel.rawPosition,
				overwrites: channel.permissionOverwrites.cache.map(({ id, allow, deny }) => ({
					id,
					allow: allow.bitfield,
					deny: deny.bitfield
				}))
			})),
		roles: guild.roles.cache.map(({ id, name, hexColor, rawPosition, permissions, managed, mentionable }) => ({
			id,
			name,
			color: Number.parseInt(hexColor.slice(1), 16),
			position: rawPosition,
			permissions: permissions.bitfield,
			isManaged: managed,
			isMentionable: mentionable
		})),
		bot: { id: bot.id, roleIds: [...bot.roles.cache.keys()] }
	};
}
