import type { DeliveryState } from '../events/states.js';
import type { EventRow } from '../events/types.js';

/** The queue of a consumer for one Discord server. Its events are handled one after the other. */
export interface QueueKey {
	/** Name of the consumer. */
	consumer: string;
	guildId: string;
}

/** A consumer with Kick's types that it wants; `null` for all. */
export interface ConsumerKey {
	name: string;
	types: readonly string[] | null;
}

/** A queue that may have events to handle. */
export interface WaitingQueue extends QueueKey {
	/** Changes whenever the queue has got further. */
	position: string;
}

export interface QueuedEvent {
	event: EventRow;
	/** Its number in the log. */
	seq: number;
	/** The channel whose cursor moves to the event; `null` for a replayed event, which is behind the cursor. */
	cursorOf: number | null;
	/** Set where a row of its own has the result of earlier attempts. */
	hasRow: boolean;
}

export interface QueuePage {
	/** In the order in which they are to be handled. */
	events: QueuedEvent[];
	/** Whether there are more events after these. */
	hasMore: boolean;
	/** The last number of the log when it was read. */
	head: number;
}

export interface CursorPosition {
	broadcasterUserId: number;
	seq: number;
}

/** Result of an event for a queue. `skipped`: it is not for this server after all, so only the cursor moves. */
export interface DeliveryMark extends QueueKey {
	/** `EventRow.id` */
	id: string;
	state: DeliveryState | 'skipped';
	attempts: number;
	error: string | null;
	at: Date;
	/** As of {@link QueuedEvent}. */
	cursorOf: number | null;
	hasRow: boolean;
}

/** Positions of the consumers in the event log, and the events for which a position does not say everything. */
export interface ConsumerRepository {
	/**
	 * Creates cursors at the head of the log for linked servers without one, and ends those of servers that are no longer linked.
	 *
	 * @param consumers Names of the consumers that get cursors.
	 * @param broadcasterUserId Of this channel alone. Default: of all channels.
	 * @param onChanged Called where cursors were created or ended.
	 * @returns The servers that are linked to the channel, or to any.
	 */
	followLinks(consumers: readonly string[], broadcasterUserId?: number, onChanged?: () => void): Promise<string[]>;
	/** The last number of the log. Everything up to it is visible. */
	head(): Promise<number>;
	/** All queues of a consumer that have something to handle. */
	waiting(consumer: ConsumerKey): Promise<WaitingQueue[]>;
	/** The queues of a consumer whose channels got events between the two numbers, and those with replayed events. */
	waitingBetween(consumer: ConsumerKey, after: number, upTo: number): Promise<QueueKey[]>;
	/** Moves cursors that are a minute old past events that the consumer does not want. */
	passOver(consumer: ConsumerKey): Promise<void>;
	/**
	 * The next events of a queue. Replayed ones come first.
	 *
	 * @param types Kick's types that the consumer wants; `null` for all.
	 */
	next(queue: QueueKey, types: readonly string[] | null, limit: number): Promise<QueuePage>;
	/** Stores results and moves cursors in one transaction. A server without a cursor is no longer linked: nothing is stored for it. */
	mark(marks: readonly DeliveryMark[]): Promise<void>;
	/** Deletes past cursors whose events have left the log, and ends what waits for servers that are no longer linked. */
	prunePast(): Promise<void>;
	/** Deletes the cursors and the results of a consumer. */
	remove(consumer: string): Promise<void>;
}
