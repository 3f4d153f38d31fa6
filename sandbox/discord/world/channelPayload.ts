import { type APIDMChannel, type APITextChannel, type ChannelFlags, ChannelType } from 'discord-api-types/v10';
import type { SimulatedChannel, SimulatedGuild, SimulatedUser } from './entities.js';

const NoFlags = 0 as ChannelFlags;

export function guildChannelPayload(
	channel: SimulatedChannel,
	guild: SimulatedGuild
): APITextChannel & { guild_id: string } {
	return {
		id: channel.id,
		type: ChannelType.GuildText,
		guild_id: guild.id,
		name: channel.name,
		position: guild.channels.indexOf(channel),
		permission_overwrites: [...channel.overwrites],
		parent_id: null,
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
