import {
	broadcasterOf,
	isKickWebhookType,
	type KickChatMessage,
	parseWebhookEvent,
	type WebhookHeaders
} from '../kick/index.js';
import type { EventState } from '../storage/events/types.js';
import { chatterOf } from './chatterOf.js';
import { ClockSkewMs, freshness } from './freshness.js';
import { messageKey } from './messageKey.js';

/** What a verified delivery is, before it is stored. */
export interface ClassifiedWebhook {
	state: EventState;
	error: string | null;
	broadcasterUserId: number | null;
	messageId: string | null;
	/** Kick user id of the sender of a chat message; `null` for bots. */
	senderUserId: number | null;
	sentAt: Date;
	/** What it says, if it is a chat message that may be announced. */
	message: KickChatMessage | null;
}

/** Reads a verified delivery, whatever its age: see {@link withAge}. */
export function classifyWebhook(headers: WebhookHeaders, body: Buffer, receivedAt: Date): ClassifiedWebhook {
	const sentAt = new Date(headers.timestamp);
	const common = { broadcasterUserId: null, messageId: null, senderUserId: null, message: null, sentAt };
	if (Number.isNaN(sentAt.getTime())) return withoutTime(null, receivedAt);
	const json = parseJson(body);
	if (json === undefined) return { ...common, state: 'dead', error: 'The body is not JSON.' };

	const { type } = headers;
	const broadcasterUserId = broadcasterOf(json);
	if (!isKickWebhookType(type)) {
		return { ...common, broadcasterUserId, state: 'ignored', error: 'This event type is not known to this version.' };
	}
	const event = parseWebhookEvent(type, json);
	if (event.isErr()) return { ...common, broadcasterUserId, state: 'dead', error: event.unwrapErr() };

	const message = type === 'chat.message.sent' ? (event.unwrap() as KickChatMessage) : null;
	return {
		state: 'received',
		error: null,
		broadcasterUserId,
		messageId: message && messageKey(message.broadcaster.id, message.id),
		senderUserId: message && (chatterOf(message)?.userId ?? null),
		sentAt,
		message
	};
}

/**
 * Applies the age of a delivery: one that is too old is stale, and one from the future is dead.
 *
 * @param ageMs By Kick's clock, where that is known.
 */
export function withAge(
	classified: ClassifiedWebhook,
	receivedAt: Date,
	ageMs: number,
	staleAfterMs: number
): ClassifiedWebhook {
	if (ageMs < -ClockSkewMs) return withoutTime(classified.broadcasterUserId, receivedAt);
	return classified.state === 'received' ? { ...classified, ...freshness(ageMs, staleAfterMs) } : classified;
}

/** Drops the message id, so that the real message is not rejected as a duplicate. */
function withoutTime(broadcasterUserId: number | null, receivedAt: Date): ClassifiedWebhook {
	return {
		state: 'dead',
		error: 'The signed timestamp is not readable.',
		broadcasterUserId,
		messageId: null,
		senderUserId: null,
		message: null,
		sentAt: receivedAt
	};
}

/** `undefined` for anything that is not JSON; `null` is JSON. */
function parseJson(body: Buffer): unknown {
	try {
		return JSON.parse(body.toString('utf8').replace(/^\uFEFF/, ''));
	} catch {
		return undefined;
	}
}
