import { type APIDMChannel, type APITextChannel, type ChannelFlags, ChannelType } from 'discord-api-types/v10';
import type { SimulatedChannel, SimulatedGuild, SimulatedUser } from './entities.js';
import type { ChannelKind } from './options.js';

const NoFlags = 0 as ChannelFlags;

const Types = {
	text: ChannelType.GuildText,
	announcement: ChannelType.GuildAnnouncement,
	voice: ChannelType.GuildVoice,
	stage: ChannelType.GuildStageVoice,
	forum: ChannelType.GuildForum,
	category: ChannelType.GuildCategory
} as const satisfies Record<ChannelKind, ChannelType>;

/** Describes a channel of any kind with the fields of a text channel, which are enough for bots. */
export function guildChannelPayload(
	channel: SimulatedChannel,
	guild: SimulatedGuild
): APITextChannel & { guild_id: string } {
	return {
		id: channel.id,
		type: Types[channel.kind] as ChannelType.GuildText,
		guild_id: guild.id,
		name: channel.name,
		position: guild.channels.indexOf(channel),
		permission_overwrites: [...channel.overwrites],
		parent_id: channel.category?.id ?? null,
		topic: null,
		nsfw: false,
		rate_limit_per_user: 0,
		last_message_id: channel.messages.at(-1)?.id ?? null,
		flags: NoFlags
	};
}

export function directChannelPayload(channel: SimulatedChannel, recipient: SimulatedUser): APIDMChannel {
	return {
		id: channel.id,
		type: ChannelType.DM,
		name: null,
		recipients: [recipient.toPayload()],
		last_message_id: channel.messages.at(-1)?.id ?? null,
		flags: NoFlags
	};
}

export function channelPayload(channel: SimulatedChannel): APITextChannel | APIDMChannel {
	if (channel.guild !== null) return guildChannelPayload(channel, channel.guild);
	if (channel.recipient !== null) return directChannelPayload(channel, channel.recipient);
	throw new Error(`Channel ${channel.id} has neither a guild nor a recipient.`);
}
