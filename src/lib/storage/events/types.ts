import type { EventState } from './states.js';

/** One row of the event log. */
export interface EventRow {
	/** Made of the row's number: ids rise in the order in which events were stored, whichever process stored them. */
	id: string;
	eventId: string;
	/** Chat only: the channel and Kick's message id, the same for every delivery of one message, by webhook or socket. */
	messageId: string | null;
	type: string;
	version: string;
	/** `test`: made by this bot to try itself out. `bot`: what the bot itself sent to the chat. */
	source: 'webhook' | 'websocket' | 'test' | 'bot';
	subscriptionId: string | null;
	broadcasterUserId: number | null;
	/** The only server that gets it; `null` for all that are linked to the channel. */
	guildId: string | null;
	sentAt: Date;
	receivedAt: Date;
	/** The body as Kick sent it. */
	payload: string;
	state: EventState;
	error: string | null;
	/** Whether the bot itself has sent this chat message, whatever its source: its echo may have been stored first. */
	isOwn: boolean;
}

/** An event that is to be stored. */
export interface NewEvent extends Omit<EventRow, 'id' | 'isOwn'> {
	/** @default false */
	isOwn?: boolean;
	/** The servers that are linked to the channel when it arrives. They are woken, and not stored. */
	guildIds: readonly string[];
	/** Version of the links that these servers are from: see `GuildRoutes`. Not stored. */
	routedAt?: number;
	/** Kick user id of the viewer who wrote a chat message that counts. `null` for bots, tests and everything else. */
	senderUserId: number | null;
}

/** Events that were stored together. */
export interface LogCommit {
	/** The last number of the log before them. */
	before: number;
	/** The last number of the log after them. */
	last: number;
	/** Those that were new, in order. */
	events: readonly { seq: number; event: NewEvent }[];
}

/** How many chat messages came by each way. */
export interface ChatSources {
	webhook: number;
	/** Without those that were here before, by the socket or from the bot itself. */
	webhookFirst: number;
	websocket: number;
}

/** Result of storing an event. An error means that the database refused it. */
export type InsertOutcome = 'inserted' | 'duplicate' | Error;

/** The event log of version 0.1, which is copied to the new tables. */
export interface OldLogRepository {
	/** Returns whether old rows remain, copied or not. */
	isLeft(): Promise<boolean>;
	/** Returns whether an event that is not copied still waits for a server. */
	hasUnfinished(): Promise<boolean>;
	/** Copies at most `limit` events with their deliveries, the newest first, in one transaction. Returns how many. */
	copy(limit: number): Promise<number>;
	/** Deletes all of it. Call it when nothing is left to copy. Ends early where it is stopped. */
	empty(isStopped: () => boolean): Promise<void>;
}

export interface EventRepository {
	/**
	 * Stores all of them in one transaction. Returns for each, in order, whether it was new.
	 *
	 * They are numbered in the order of the batch, after everything that was stored before. An event whose `eventId` or `messageId` is
	 * known, from the table or earlier in the batch, is not stored. A webhook whose message came under another `eventId` is logged as a
	 * `duplicate`.
	 *
	 * An event that the database refuses has its error as outcome, and the others are stored. Alone in its batch it rejects.
	 *
	 * @param onCommitted Called with the numbers of what was stored. Must not throw.
	 */
	insert(batch: readonly NewEvent[], onCommitted?: (commit: LogCommit) => void): Promise<InsertOutcome[]>;
	/** The newest webhook of a channel, whatever its state. */
	latestWebhook(broadcasterUserId: number): Promise<{ type: string; receivedAt: Date; sentAt: Date } | null>;
	/** Those of these `messageId`s that Kick has sent by webhook. */
	cameByWebhook(messageIds: readonly string[]): Promise<string[]>;
	/** By which ways the newest chat messages came that were sent and received from the one time to the other; 200 at most. */
	chatSources(broadcasterUserId: number, since: Date, until: Date): Promise<ChatSources>;
	/** Marks a message as the bot's own, by `id` or `messageId`. Servers that have not handled it do not get it. */
	disown(id: string, reason: string): Promise<void>;
	/**
	 * Looks at the next `limit` events after a number, and deletes those received and signed before the date that wait for no server
	 * and are counted. Deletes nothing while the log of version 0.1 is moved.
	 *
	 * @param after `null`: from the oldest.
	 * @param consumers Those that are waited for.
	 * @returns Cursor for the next call; `null` when none of them was received before the date.
	 */
	prune(before: Date, after: string | null, limit: number, consumers: readonly string[]): Promise<string | null>;
	/** The channels that have anything in the log. `null` stands for events without one. */
	loggedChannels(): Promise<(number | null)[]>;
	/** The newest event of a channel that is not among its newest `keep`. `null`: it has no more than those. */
	newestExcess(broadcasterUserId: number | null, keep: number): Promise<string | null>;
	/**
	 * Deletes at most `limit` events of a channel, up to this one, that were received and signed before the date and wait for no server.
	 * Returns how many.
	 */
	pruneExcess(
		broadcasterUserId: number | null,
		upTo: string,
		before: Date,
		limit: number,
		consumers: readonly string[]
	): Promise<number>;
}
