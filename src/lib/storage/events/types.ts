/**
 * `received`: waits for its servers. `handled`: all of them are done. `failed`: done, and put aside for at least one.
 * `stale`: too late to be announced. `duplicate`: the message was here before. `ignored`: for nobody. `dead`: not readable.
 */
export type EventState = 'received' | 'handled' | 'failed' | 'stale' | 'duplicate' | 'ignored' | 'dead';

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
	sentAt: Date;
	receivedAt: Date;
	/** The body as Kick sent it. */
	payload: string;
	state: EventState;
	error: string | null;
	/** Whether the bot itself has sent this chat message, whatever its source: its echo may have been stored first. */
	isOwn: boolean;
}

/** An event with all that is committed together with it. */
export interface NewEvent extends Omit<EventRow, 'id' | 'isOwn'> {
	/** @default false */
	isOwn?: boolean;
	guildIds: readonly string[];
	/** Kick user id of the viewer who wrote a chat message that counts. `null` for bots, tests and everything else. */
	senderUserId: number | null;
}

/** An event with its number in the log. */
export interface NumberedEvent extends NewEvent {
	seq: number;
}

/** `failed` waits for its next attempt; the others but `pending` are final. `dismissed` was `dead`, and somebody has settled it. */
export type DeliveryState = 'pending' | 'handled' | 'failed' | 'dead' | 'dismissed';

export interface PendingDelivery {
	guildId: string;
	attempts: number;
	event: EventRow;
}

/** A Discord server that has events to be handled. */
export interface WaitingServer {
	guildId: string;
	/** `EventRow.id` of the one that arrived first. */
	oldestId: string;
}

export interface DeliveryMark {
	/** `EventRow.id` */
	id: string;
	guildId: string;
	state: DeliveryState;
	attempts: number;
	error: string | null;
	at: Date;
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
	 * Commits all of them and their deliveries (`pending`) in one transaction; answers per event, in order,
	 * whether it was new. They are numbered in the order of the batch, and after all that was committed before. An event whose `eventId` or `messageId` was seen before (in the table or earlier in the batch) goes to
	 * nobody; a webhook whose message came under another `eventId` is logged as a `duplicate`.
	 *
	 * An event that the database refuses has its error as outcome, and the others are stored. Alone in its batch it rejects.
	 */
	insert(batch: readonly NewEvent[]): Promise<InsertOutcome[]>;
	/** Pending deliveries of a guild in order of arrival. */
	pending(guildId: string, limit: number): Promise<PendingDelivery[]>;
	/** The servers that have a pending delivery, in the order of their ids, each with its oldest. */
	oldestPending(): Promise<WaitingServer[]>;
	/**
	 * One transaction. An event whose last pending delivery is marked becomes `handled`, or `failed` when one of them is dead.
	 */
	mark(marks: readonly DeliveryMark[]): Promise<void>;
	/** The newest webhook of a channel, whatever its state. */
	latestWebhook(broadcasterUserId: number): Promise<{ type: string; receivedAt: Date; sentAt: Date } | null>;
	/** Those of these `messageId`s that Kick has sent by webhook. */
	cameByWebhook(messageIds: readonly string[]): Promise<string[]>;
	/** By which ways the newest chat messages came that were sent and received from the one time to the other; 200 at most. */
	chatSources(broadcasterUserId: number, since: Date, until: Date): Promise<ChatSources>;
	/** Marks a message as the bot's own, by `id` or `messageId`, and takes it back from the servers that it waits for. */
	disown(id: string, reason: string): Promise<void>;
	/**
	 * Looks at the next `limit` events after a number, and deletes those (with their deliveries) received and signed before the date
	 * that have no pending delivery and are counted. Deletes nothing while the log of version 0.1 is moved.
	 *
	 * @param after `null`: from the oldest.
	 * @returns Cursor for the next call; `null` when none of them was received before the date.
	 */
	prune(before: Date, after: string | null, limit: number): Promise<string | null>;
	/** The servers that have anything in the log. */
	loggedGuilds(): Promise<string[]>;
	/** The newest event of a server that is not among its newest `keep`. `null`: it has no more than those. */
	newestExcess(guildId: string, keep: number): Promise<string | null>;
	/**
	 * Deletes at most `limit` finished deliveries of a server, up to that of this event, received and signed before the date, and the
	 * events that no server has any more. Answers how many deliveries.
	 */
	pruneExcess(guildId: string, upTo: string, before: Date, limit: number): Promise<number>;
}
