import {
	broadcasterOf,
	chatMessageIdOf,
	isKickWebhookType,
	type KickChatMessage,
	parseWebhookEvent,
	type WebhookHeaders
} from '../kick/index.js';
import type { ChatterTouch, EventState } from '../storage/types.js';

/** What a verified delivery is, before it is stored. */
export interface ClassifiedWebhook {
	state: EventState;
	error: string | null;
	broadcasterUserId: number | null;
	messageId: string | null;
	chatter: ChatterTouch | null;
	sentAt: Date;
}

/** Kick's clock may be ahead of ours by this much; a later time is no time at all. */
const ClockSkewMs = 24 * 60 * 60_000;

export function classifyWebhook(
	headers: WebhookHeaders,
	body: Buffer,
	receivedAt: Date,
	staleAfterMs: number
): ClassifiedWebhook {
	const sentAt = new Date(headers.timestamp);
	const common = { broadcasterUserId: null, messageId: null, chatter: null, sentAt };
	const age = receivedAt.getTime() - sentAt.getTime();
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

	const isStale = age > staleAfterMs;
	const isChat = type === 'chat.message.sent';
	return {
		state: isStale ? 'stale' : 'received',
		error: isStale ? `Kick sent it ${Math.round(age / 1_000)} s before it arrived.` : null,
		broadcasterUserId,
		messageId: isChat ? chatMessageIdOf(json) : null,
		chatter: isChat ? chatterOf(event.unwrap() as KickChatMessage) : null,
		sentAt
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

function chatterOf({ sender }: KickChatMessage): ChatterTouch {
	return { userId: sender.id, username: sender.username, color: sender.color };
}
