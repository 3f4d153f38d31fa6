import { parseStoredEvent } from '../events/consumers/parseStoredEvent.js';
import { chatterOf } from '../events/receiving/chatterOf.js';
import type { KickChatMessage, KickLivestreamStatus } from '../kick/events/index.js';
import type { EventRow } from '../storage/events/types.js';
import type { ViewerFacts } from '../storage/watchtime/types.js';
import { earlier, sightingOf } from './sightingOf.js';

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
