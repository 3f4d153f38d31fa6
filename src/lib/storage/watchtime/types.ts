import type { ChatterTouch } from '../chatters/ChatterRepository.js';
import type { EventRow } from '../events/types.js';

/**
 * Report about a stream. All times are Kick's.
 *
 * - `live`: live at that time.
 * - `ended`: Kick reports the time of the end.
 * - `offline`: a poll of Kick did not find it.
 *
 * Only a poll of Kick has the number of viewers.
 */
export type StreamSighting =
	| { kind: 'live'; startedAt: Date | null; at: Date; title?: string | null; viewers?: number | null }
	| { kind: 'ended'; startedAt: Date | null; at: Date; title?: string | null }
	| { kind: 'offline'; at: Date };

/** Facts of one event about viewers and the channel's stream. */
export interface ViewerFacts {
	/** Sender, if the event is a message of a viewer. */
	chatter: ChatterTouch | null;
	/** Time of the message by Kick's clock, because webhooks may be late. */
	chattedAt: Date;
	sighting: StreamSighting | null;
}

/** Reads the facts of an event; `null` when it has none. */
export type ReadViewerFacts = (event: EventRow) => ViewerFacts | null;

export interface ViewerEvent extends ViewerFacts, Pick<EventRow, 'broadcasterUserId' | 'sentAt'> {}

export interface StreamRow {
	startedAt: Date;
	/** `null`: no known end. */
	endedAt: Date | null;
	/** Time when it was last seen live. */
	seenAt: Date;
	/** Last known title. */
	title: string | null;
}

/** Length of time that one row of viewers covers. A row for each poll would be five times as many. */
export const ViewerSlotMs = 5 * 60_000;

/** Viewers of a stream within 5 minutes, as Kick counts them. 0 may also mean that the streamer hides the number. */
export interface ViewerSampleRow {
	/** Start of the 5 minutes. */
	at: Date;
	average: number;
	peak: number;
}

/** Range of time, without `until` itself. Days of watch time are UTC days, so `from` should be the start of one. */
export interface WatchWindow {
	from: Date;
	until: Date;
}

export interface WatcherRow {
	userId: number;
	username: string;
	color: string | null;
	watchedMs: number;
	/** Rank among all watchers in that time. Watchers with equal times share a rank. */
	rank: number;
}
