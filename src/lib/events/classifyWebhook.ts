import {
	broadcasterOf,
	isKickWebhookType,
	type KickChatMessage,
	type KickLivestreamStatus,
	parseWebhookEvent,
	type WebhookHeaders
} from '../kick/index.js';
import type { ChatterTouch } from '../storage/chatters/types.js';
import type { EventState } from '../storage/events/types.js';
import type { StreamSighting } from '../storage/watchtime/types.js';
import { chatterOf } from './chatterOf.js';
import { ClockSkewMs, freshness, localAge } from './freshness.js';
import { messageKey } from './messageKey.js';
import { earlier, sightingOf } from './sightingOf.js';

/** What a verified delivery is, before it is stored. */
export interface ClassifiedWebhook {
	state: EventState;
	error: string | null;
	broadcasterUserId: number | null;
	messageId: string | null;
	chatter: ChatterTouch | null;
	/** Webhooks may be late: when the chatter wrote. */
	chattedAt?: Date;
	sighting?: StreamSighting;
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
	const common = { broadcasterUserId: null, messageId: null, chatter: null, message: null, sentAt };
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
		chatter: message && chatterOf(message),
		...(message && { chattedAt: earlier(message.createdAt, sentAt) }),
		...(type === 'livestream.status.updated' && {
			sighting: sightingOf(event.unwrap() as KickLivestreamStatus, sentAt)
		}),
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
