import {
	broadcasterOf,
	isKickWebhookType,
	type KickChatMessage,
	parseWebhookEvent,
	type WebhookHeaders
} from '../kick/index.js';
import type { EventState } from '../storage/events/types.js';
import { chatterOf } from './chatterOf.js';
import { ClockSkewMs, freshness, localAge } from './freshness.js';
import { messageKey } from './messageKey.js';

/** What a verified delivery is, before it is stored. */
export interface ClassifiedWebhook {
	state: EventState;
	error: string | null;
	broadcasterUserId: number | null;
	messageId: string | null;
	/** Who wrote a chat message, but for bots. */
	senderUserId: number | null;
	sentAt: Date;
	/** What it says, if it is a chat message that may be announced. */
	message: KickChatMessage | null;
}

/** @param age By Kick's clock, where that is known. */
export function classifyWebhook(
	headers: WebhookHeaders,
	body: Buffer,
	receivedAt: Date,
	staleAfterMs: number,
	age = localAge(new Date(headers.timestamp), receivedAt)
): ClassifiedWebhook {
	const sentAt = new Date(headers.timestamp);
	const common = { broadcasterUserId: null, messageId: null, senderUserId: null, message: null, sentAt };
	if (Number.isNaN(age) || age < -ClockSkewMs) {
		return { ...common, sentAt: receivedAt, state: 'dead', error: 'The signed timestamp is not readable.' };
	}
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
		...freshness(age, staleAfterMs),
		broadcasterUserId,
		messageId: message && messageKey(message.broadcaster.id, message.id),
		senderUserId: message && (chatterOf(message)?.userId ?? null),
		sentAt,
		message
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
