import { z } from 'zod';
import type { KickChatMessage, KickUserBanned } from '../events/index.js';
import { wireOptionalDate, wireOptionalText } from '../wire.js';
import { emotesIn } from './emotes.js';
import { optionalUser, requiredUser } from './userSchema.js';

export type WireReply = z.output<typeof reply>;
type WireChatMessage = z.output<typeof wireChatMessage>;

/** Maximum length of a message id, in code points. */
export const MaxMessageIdLength = 128;

const reply = z.object({
	message_id: z.string().min(1),
	content: z.string().catch(''),
	sender: optionalUser
});

const wireChatMessage = z.object({
	message_id: z.string().min(1).max(MaxMessageIdLength),
	broadcaster: requiredUser,
	sender: requiredUser,
	content: z.string(),
	replies_to: reply.nullish().catch(null),
	created_at: wireOptionalDate
});

/** Chat message schema. Keep `readChatMessage` in step, which reads the usual bodies without this schema. */
export const chatMessage = wireChatMessage.transform(toChatMessage);

export function toChatMessage(wire: WireChatMessage): KickChatMessage {
	return {
		id: wire.message_id,
		broadcaster: wire.broadcaster,
		sender: wire.sender,
		content: wire.content,
		emotes: emotesIn(wire.content),
		replyTo: wire.replies_to
			? { id: wire.replies_to.message_id, content: wire.replies_to.content, sender: wire.replies_to.sender }
			: null,
		// Kick sends the time only since July 2025, and a message without it is still valid.
		createdAt: wire.created_at ?? new Date()
	};
}

export const userBanned = z
	.object({
		broadcaster: requiredUser,
		moderator: optionalUser,
		banned_user: requiredUser,
		metadata: z
			.object({ reason: wireOptionalText, created_at: wireOptionalDate, expires_at: wireOptionalDate })
			.nullish()
			.catch(null)
	})
	.transform(
		(wire): KickUserBanned => ({
			broadcaster: wire.broadcaster,
			moderator: wire.moderator,
			bannedUser: wire.banned_user,
			reason: wire.metadata?.reason ?? null,
			createdAt: wire.metadata?.created_at ?? null,
			expiresAt: wire.metadata?.expires_at ?? null
		})
	);
