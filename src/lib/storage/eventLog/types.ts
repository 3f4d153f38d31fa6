import type { DeliveryState, EventState, OverallState } from '../events/states.js';
import type { EventRow } from '../events/types.js';

/** Event of the log with its deliveries, without its payload, which may be 256 KiB. */
export interface LogRow extends Omit<EventRow, 'payload'> {
	/** Created by this bot to test itself, not by Kick. */
	isTest: boolean;
	deliveries: LoggedDelivery[];
}

/** Event of the log with its payload and its state over all servers. */
export interface LoggedEvent extends Omit<LogRow, 'state'> {
	/** The body as Kick sent it. */
	payload: string;
	/** State over all servers that the event went to. */
	state: OverallState;
}

/** State of an event in one Discord server. */
export interface LoggedDelivery {
	guildId: string;
	state: DeliveryState;
	attempts: number;
	error: string | null;
	/** Time of the last change of the state. `null` when the first attempt succeeded, because that time is not stored. */
	updatedAt: Date | null;
}

/** Conditions on events that every reader of the log can set. */
export interface LogQuery {
	/** Kick's type, for example `chat.message.sent`. */
	type?: string;
	/** Kick's type that is left out, for example `chat.message.sent`. */
	exceptType?: string;
	source?: EventRow['source'];
	/** Earliest time of receipt. */
	from?: Date;
	/** Time before which the event was received. */
	to?: Date;
	/** Id in the log. Returns only events before it, for the next page. */
	before?: string;
	/** Id in the log. Returns only events that directly follow it, for the previous page. */
	after?: string;
	/** Maximum number of events. Default: 50. */
	limit: number;
}

export interface EventLogQuery extends LogQuery {
	/** Only events that are in one of these states over all their servers. */
	states?: readonly OverallState[];
}

/**
 * Events that one Discord server may see: those delivered to it, and those of the channel that it has linked as its
 * owner.
 */
export interface LogAccess {
	guildId: string;
	broadcasterUserId: number | null;
}

/** Channel as one Discord server sees it. */
export interface ChannelScope extends LogAccess {
	broadcasterUserId: number;
}

export interface GuildLogQuery extends LogQuery {
	/** State of the event in this server; `none`: it was not delivered to the server. */
	delivery?: DeliveryState | 'none';
	/** States of the event itself. */
	states?: readonly EventState[];
	/** State of the event over all its servers. */
	overall?: OverallState;
}

/**
 * Page of the log, newest first.
 *
 * `older` and `newer` are for `before` and `after`; `null`: there is nothing more on that side. A page may hold fewer
 * rows than asked for although more follow, because the search for a rare state is limited.
 */
export interface LogPageRows<Row> {
	rows: Row[];
	newer: string | null;
	older: string | null;
}

/** Times of a chart, in order and without gaps. */
export interface ActivityQuery {
	from: Date;
	bucketMs: number;
	buckets: number;
}

export interface ActivityBucketRow {
	/** Counts by Kick's type. Duplicates, tests and the bot's own messages are left out. */
	events: Record<string, number>;
	/** Kick user ids of the chatters. */
	chatters: ReadonlySet<number>;
	/** Time from Kick's sending to the arrival, in milliseconds. `null` without events. */
	lag: { p50: number; p95: number } | null;
	/** Events whose amount is in the payload: gifted subscriptions and KICKs. */
	gifts: EventRow[];
}
