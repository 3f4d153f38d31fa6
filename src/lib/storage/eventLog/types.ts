import type { DeliveryState, EventState, OverallState } from '../events/states.js';
import type { EventRow } from '../events/types.js';

/** An event of the log with its deliveries, without what Kick sent: that may be 256 KiB. */
export interface LogRow extends Omit<EventRow, 'payload'> {
	/** Made by this bot to try itself out, not by Kick. */
	isTest: boolean;
	deliveries: LoggedDelivery[];
}

/** An event of the log as a whole. */
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
	/** When the state changed last; `null` where that is not stored: the first attempt succeeded. */
	updatedAt: Date | null;
}

interface LogQuery {
	/** Kick's type, for example `chat.message.sent`. */
	type?: string;
	source?: EventRow['source'];
	/** Received at this time or later. */
	from?: Date;
	/** Received before this time. */
	to?: Date;
	/** Only events before this id of the log. */
	before?: string;
	/** Only events after this id of the log: those that follow it directly. */
	after?: string;
	limit: number;
}

export interface EventLogQuery extends LogQuery {
	/** Only events that are in one of these states over all their servers. */
	states?: readonly OverallState[];
}

/** What one Discord server may see: what was delivered to it, and what is of the channel that it has linked as its owner. */
export interface LogAccess {
	guildId: string;
	broadcasterUserId: number | null;
}

/** A channel as one Discord server sees it. */
export interface ChannelScope extends LogAccess {
	broadcasterUserId: number;
}

export interface GuildLogQuery extends LogQuery {
	/** State of the event in this server; `none`: it was not delivered to it. */
	delivery?: DeliveryState | 'none';
	/** States of the event itself. */
	states?: readonly EventState[];
	/** State of the event over all its servers. */
	overall?: OverallState;
}

/**
 * Newest first. `older` and `newer` are for `before` and `after`; `null`: there is nothing more on that side. A page may hold less
 * than asked for, and be followed by another: a rare state is looked for in so many events only.
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
	/** By Kick's type. What was logged as a duplicate, a test, or the bot's own does not count. */
	events: Record<string, number>;
	/** Kick user ids of those who wrote. */
	chatters: ReadonlySet<number>;
	/** From Kick's sending to the arrival here, in milliseconds. `null` without events. */
	lag: { p50: number; p95: number } | null;
}

/** The events as people read them: for lists, pages and charts. The pipeline has `EventRepository`. */
export interface EventLogRepository {
	/** Of all servers, newest first. */
	list(query: EventLogQuery): Promise<LoggedEvent[]>;
	/** By id of the log, or by Kick's message id. */
	find(id: string): Promise<LoggedEvent | null>;
	/** As one server may see it: the deliveries of others are not among its rows. */
	page(scope: LogAccess, query: GuildLogQuery): Promise<LogPageRows<LogRow>>;
	/** As `page`, with what Kick sent, and with the state over all servers. */
	pageWithPayload(scope: LogAccess, query: GuildLogQuery): Promise<LogPageRows<LoggedEvent>>;
	/** Those of the ids that the server may see, newest first. */
	rows(scope: LogAccess, ids: readonly string[]): Promise<LogRow[]>;
	/** Ids of the newest events that the server is still to handle. */
	unfinished(guildId: string, limit: number): Promise<string[]>;
	/** Makes the event pending for these servers, whatever became of it before. Where it still waits, nothing changes. */
	requeue(id: string, guildIds: readonly string[]): Promise<void>;
	/** Dismisses a dead letter of the server, or an unreadable event. `false`: it is neither. */
	dismiss(id: string, guildId: string): Promise<boolean>;
	/** The newest chat messages of a channel, newest first; each once. At most 5,000 events are looked through. */
	chat(broadcasterUserId: number, limit: number): Promise<EventRow[]>;
	/** One row for each time of the chart. */
	activity(scope: ChannelScope, query: ActivityQuery): Promise<ActivityBucketRow[]>;
	/** How many events of a channel, received in that time, are in each state in a server. */
	countDeliveries(scope: ChannelScope, from: Date, to: Date): Promise<Record<DeliveryState, number>>;
	/** When the oldest event of the channel that the server may see was received. */
	oldest(scope: ChannelScope): Promise<Date | null>;
}
