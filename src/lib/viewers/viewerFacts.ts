import { parseStoredEvent } from '../events/consumers/parseStoredEvent.js';
import { chatterOf } from '../events/receiving/eventFields.js';
import type { KickChatMessage, KickLivestreamStatus } from '../kick/events/index.js';
import type { EventRow } from '../storage/events/types.js';
import type { StreamSighting, ViewerFacts } from '../storage/watchtime/types.js';

/** Reads from a stored event who chatted, and whether the stream is live. */
export function viewerFacts(row: EventRow): ViewerFacts | null {
	const parsed = parseStoredEvent(row);
	const { sentAt } = row;
	if (parsed?.type === 'chat.message.sent') {
		const message = parsed.event as KickChatMessage;
		const chattedAt = row.source === 'webhook' ? earlier(message.createdAt, sentAt) : sentAt;
		return { chatter: chatterOf(message), chattedAt, sighting: null };
	}
	if (parsed?.type === 'livestream.status.updated' && row.source === 'webhook') {
		const sighting = sightingOf(parsed.event as KickLivestreamStatus, sentAt);
		return { chatter: null, chattedAt: sentAt, sighting };
	}
	return null;
}

/** What an event tells of the channel's stream. Nothing that Kick tells has happened after it was told. */
export function sightingOf({ isLive, startedAt, endedAt }: KickLivestreamStatus, toldAt: Date): StreamSighting {
	const start = startedAt && earlier(startedAt, toldAt);
	if (!isLive) return { kind: 'ended', startedAt: start, at: endedAt ? earlier(endedAt, toldAt) : toldAt };
	// Kick may send an event again hours later: it says that the stream began, and not that it is still on.
	return { kind: 'live', startedAt: start, at: start ?? toldAt };
}

function earlier(one: Date, other: Date): Date {
	return one < other ? one : other;
}
