import { isKickWebhookType, type KickChatMessage } from '../../kick/events/index.js';
import { broadcasterOf, parseWebhookEvent, type WebhookHeaders } from '../../kick/index.js';
import { parsePayload } from '../../parseJson.js';
import type { EventState } from '../../storage/events/states.js';
import { messageKey } from '../messageKey.js';
import { ClockSkewMs, chatterOf, freshness } from './eventFields.js';

/** Result of reading a verified delivery, before it is stored. */
export interface ClassifiedWebhook {
	state: EventState;
	error: string | null;
	broadcasterUserId: number | null;
	messageId: string | null;
	/** Kick user id of the sender of a chat message; `null` for bots. */
	senderUserId: number | null;
	sentAt: Date;
	/** Parsed message, if it is a chat message that may be announced. */
	message: KickChatMessage | null;
}

/** Reads a verified delivery. Its age is applied later, by {@link withAge}. */
export function classifyWebhook(
	headers: Pick<WebhookHeaders, 'timestamp' | 'type'>,
	payload: string,
	receivedAt: Date
): ClassifiedWebhook {
	const sentAt = new Date(headers.timestamp);
	if (Number.isNaN(sentAt.getTime())) return withoutTime(null, receivedAt);
	const json = parsePayload(payload);
	if (json === undefined) return withoutMessage('unreadable', 'The body is not JSON.', null, sentAt);
	const { type } = headers;
	if (!isKickWebhookType(type)) {
		return withoutMessage('ignored', 'This event type is not known to this version.', broadcasterOf(json), sentAt);
	}
	const event = parseWebhookEvent(type, json);
	if (event.isErr()) return withoutMessage('unreadable', event.unwrapErr(), broadcasterOf(json), sentAt);
	if (type === 'chat.message.sent') return chatMessage(event.unwrap() as KickChatMessage, sentAt);
	return withoutMessage('received', null, broadcasterOf(json), sentAt);
}

function chatMessage(message: KickChatMessage, sentAt: Date): ClassifiedWebhook {
	const broadcasterUserId = message.broadcaster.id;
	return {
		state: 'received',
		error: null,
		broadcasterUserId,
		messageId: messageKey(broadcasterUserId, message.id),
		senderUserId: chatterOf(message)?.userId ?? null,
		sentAt,
		message
	};
}

/**
 * Applies the age of a delivery: one that is too old is stale, and one from the future is unreadable.
 *
 * @param ageMs Age by Kick's clock, if that is known.
 */
export function withAge(
	classified: ClassifiedWebhook,
	receivedAt: Date,
	ageMs: number,
	staleAfterMs: number
): ClassifiedWebhook {
	if (ageMs < -ClockSkewMs) return withoutTime(classified.broadcasterUserId, receivedAt);
	if (classified.state !== 'received' || ageMs <= staleAfterMs) return classified;
	return { ...classified, ...freshness(ageMs, staleAfterMs) };
}

/** Returns an unreadable event without the message id, so that the real message is not rejected as a duplicate. */
function withoutTime(broadcasterUserId: number | null, receivedAt: Date): ClassifiedWebhook {
	return withoutMessage('unreadable', 'The signed timestamp is not readable.', broadcasterUserId, receivedAt);
}

function withoutMessage(
	state: EventState,
	error: string | null,
	broadcasterUserId: number | null,
	sentAt: Date
): ClassifiedWebhook {
	return { state, error, broadcasterUserId, messageId: null, senderUserId: null, sentAt, message: null };
}
