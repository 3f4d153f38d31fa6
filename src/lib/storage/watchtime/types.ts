import type { Chatter, ChatterTouch } from '../chatters/types.js';
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

/** Counts chatters, visits and streams from the event log. */
export interface ViewerRepository {
	/**
	 * Counts what the next events say, each exactly once, whichever process does it.
	 *
	 * @returns Number of events processed, at most `limit`; 0 at the end of the log.
	 */
	countNext(limit: number, read: ReadViewerFacts): Promise<number>;
}

export interface StreamRow {
	startedAt: Date;
	/** `null`: it goes on, as far as is known. */
	endedAt: Date | null;
	/** When it was last seen live. */
	seenAt: Date;
}

/** The live periods of channels. Those of one channel never overlap. */
export interface StreamRepository {
	record(broadcasterUserId: number, sighting: StreamSighting): Promise<void>;
	/** The one that is on, or the last. */
	latest(broadcasterUserId: number): Promise<StreamRow | null>;
	/** Channels with a stream that goes on, as far as is known. */
	open(): Promise<number[]>;
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

/** How long viewers were present while the stream was live. */
export interface WatchtimeRepository {
	/** A viewer of the channel, by id, or by name in any case. */
	findViewer(broadcasterUserId: number, viewer: { id: number } | { name: string }): Promise<Chatter | null>;
	/** `null` without any watch time. */
	ofViewer(
		broadcasterUserId: number,
		userId: number,
		window: WatchWindow
	): Promise<{ watchedMs: number; rank: number; watchers: number } | null>;
	/** The longest first. `watchers` is 0 where the offset is behind the last one. */
	leaderboard(
		broadcasterUserId: number,
		window: WatchWindow,
		page: { offset: number; limit: number }
	): Promise<{ rows: WatcherRow[]; watchers: number }>;
	isPresent(broadcasterUserId: number, userId: number, at: Date): Promise<boolean>;
	countPresent(broadcasterUserId: number, at: Date): Promise<number>;
	/** Channels with visits on days that are over for long, and the start of the first day to keep. */
	foldable(): Promise<{ broadcasterUserId: number; before: Date }[]>;
	/** Counts together what at most `limit` viewers watched before the date, and deletes their visits. Answers how many viewers. */
	fold(broadcasterUserId: number, before: Date, limit: number): Promise<number>;
	/** Deletes at most `limit` rows of each kind from before the date. Answers how many of the most frequent kind. */
	prune(before: Date, limit: number): Promise<number>;
}
