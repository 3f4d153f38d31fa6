import { parseStoredEvent } from '../events/consumers/parseStoredEvent.js';
import { chatterOf } from '../events/receiving/eventFields.js';
import type { KickChatMessage, KickLivestreamStatus } from '../kick/events/index.js';
import type { EventRow } from '../storage/events/types.js';
import type { StreamSighting, ViewerFacts } from '../storage/watchtime/types.js';

/** Reads the chatter and the stream's state from a stored event. */
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

/** Reads the stream's state from an event. Times after the event itself are replaced by the event's time. */
export function sightingOf({ isLive, startedAt, endedAt, title }: KickLivestreamStatus, sentAt: Date): StreamSighting {
	const start = startedAt && earlier(startedAt, sentAt);
	if (!isLive) return { kind: 'ended', startedAt: start, at: endedAt ? earlier(endedAt, sentAt) : sentAt, title };
	// Kick may resend an event hours later. It proves that the stream started, but not that it is still live.
	return { kind: 'live', startedAt: start, at: start ?? sentAt, title };
}

function earlier(one: Date, other: Date): Date {
	return one < other ? one : other;
}
