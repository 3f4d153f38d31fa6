import { type APIMessage, type MessageFlags, MessageReferenceType, MessageType } from 'discord-api-types/v10';
import type { SimulatedChannel, SimulatedUser } from '../world/entities.js';
import type { Snowflakes } from '../world/Snowflakes.js';
import type { StoredMessage } from './StoredMessage.js';

/** Returns a message without content, from this author, in this channel. */
export function blankMessage(
	ids: Snowflakes,
	channel: SimulatedChannel,
	author: SimulatedUser,
	repliesTo?: StoredMessage
): APIMessage {
	return {
		id: ids.next(),
		channel_id: channel.id,
		author: author.toPayload(),
		type: repliesTo === undefined ? MessageType.Default : MessageType.Reply,
		content: '',
		timestamp: new Date().toISOString(),
		edited_timestamp: null,
		tts: false,
		mention_everyone: false,
		mentions: [],
		mention_roles: [],
		attachments: [],
		embeds: [],
		components: [],
		pinned: false,
		flags: 0 as MessageFlags,
		...(repliesTo === undefined ? {} : referenceTo(channel, repliesTo))
	};
}

function referenceTo(channel: SimulatedChannel, { payload }: StoredMessage) {
	const { referenced_message: _, ...referenced } = payload;
	return {
		message_reference: {
			type: MessageReferenceType.Default,
			channel_id: channel.id,
			message_id: payload.id,
			...(channel.guild === null ? {} : { guild_id: channel.guild.id })
		},
		referenced_message: referenced
	};
}
