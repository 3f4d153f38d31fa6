import type { KickLivestreamStatus } from '../kick/events/index.js';
import type { StreamSighting } from '../storage/watchtime/types.js';

/** What an event tells of the channel's stream. Nothing that Kick tells has happened after it was told. */
export function sightingOf({ isLive, startedAt, endedAt }: KickLivestreamStatus, toldAt: Date): StreamSighting {
	const start = startedAt && earlier(startedAt, toldAt);
	if (!isLive) return { kind: 'ended', startedAt: start, at: endedAt ? earlier(endedAt, toldAt) : toldAt };
	// Kick may send an event again hours later: it says that the stream began, and not that it is still on.
	return { kind: 'live', startedAt: start, at: start ?? toldAt };
}

export function earlier(one: Date, other: Date): Date {
	return one < other ? one : other;
}
