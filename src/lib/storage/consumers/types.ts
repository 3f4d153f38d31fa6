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
