import { z } from 'zod';
import type { KickChatMessage, KickMessagePinned, KickReply } from '../../events/index.js';
import { emotesIn } from '../../webhooks/emotes.js';
import { wireNumber, wireOptionalDate } from '../../wire.js';
import { type SocketData, socketId } from './SocketData.js';
import { optionalSocketUser, socketUser } from './socketUser.js';

const originalMessage = z
	.object({
		original_message: z.object({ id: socketId, content: z.string().catch('') }),
		original_sender: optionalSocketUser
	})
	.transform(
		({ original_message: { id, content }, original_sender }): KickReply => ({ id, content, sender: original_sender })
	)
	.nullable()
	.catch(null);

/**
 * Reply data. Most messages have `metadata` but are not replies. They are detected first, because a failed validation
 * takes as long as the rest of the message. Replies of bots may contain only a `message_ref` and do not count as
 * replies.
 */
const reply = z.preprocess(
	(metadata) => (typeof metadata === 'object' && metadata !== null && 'original_message' in metadata ? metadata : null),
	originalMessage
);

/**
 * Same message as by webhook, but without pictures and the broadcaster's verification, which the socket does not send.
 */
export const chatMessage = z
	.object({ id: socketId, content: z.string(), sender: socketUser, metadata: reply, created_at: wireOptionalDate })
	.transform(
		({ id, content, sender, metadata, created_at }): SocketData<KickChatMessage> => ({
			id,
			createdAt: created_at,
			in: (broadcaster) => ({
				id,
				broadcaster,
				sender,
				content,
				emotes: emotesIn(content),
				replyTo: metadata,
				createdAt: created_at ?? new Date()
			})
		})
	);

export const messagePinned = z
	.object({ message: chatMessage, pinnedBy: optionalSocketUser, duration: wireNumber.nullish().catch(null) })
	.transform(
		({ message, pinnedBy, duration }): SocketData<KickMessagePinned> => ({
			id: null,
			createdAt: null,
			in: (broadcaster) => ({
				broadcaster,
				message: message.in(broadcaster),
				pinnedBy,
				durationSeconds: duration ?? null
			})
		})
	);
