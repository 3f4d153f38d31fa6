import type { ChatterTouch } from '../chatters/ChatterRepository.js';
import type { EventRow } from '../events/types.js';

/**
 * What somebody told of a stream. All times are Kick's.
 *
 * `live`: on the air at that time. `ended`: Kick says when it ended. `offline`: a look at Kick did not find it.
 */
export type StreamSighting =
	| { kind: 'live'; startedAt: Date | null; at: Date }
	| { kind: 'ended'; startedAt: Date | null; at: Date }
	| { kind: 'offline'; at: Date };

/** What one event says about viewers and the channel's stream. */
export interface ViewerFacts {
	/** Who wrote it, if it is a message of a viewer. */
	chatter: ChatterTouch | null;
	/** When that was, by Kick's clock: webhooks may be late. */
	chattedAt: Date;
	sighting: StreamSighting | null;
}

/** `null` for an event that says nothing. */
export type ReadViewerFacts = (event: EventRow) => ViewerFacts | null;

export interface ViewerEvent extends ViewerFacts, Pick<EventRow, 'broadcasterUserId' | 'sentAt'> {}

export interface StreamRow {
	startedAt: Date;
	/** `null`: it goes on, as far as is known. */
	endedAt: Date | null;
	/** When it was last seen live. */
	seenAt: Date;
}

/** From, and before. The days of watch time are UTC days: `from` should be the start of one. */
export interface WatchWindow {
	from: Date;
	until: Date;
}

export interface WatcherRow {
	userId: number;
	username: string;
	color: string | null;
	watchedMs: number;
	/** Of all watchers in that time. Those with equal times share one. */
	rank: number;
}
