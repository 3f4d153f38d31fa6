import type { DeliveryState } from '../events/states.js';
import type { EventRow } from '../events/types.js';

/** Queue of a consumer for one Discord server. Its events are handled one after the other. */
export interface QueueKey {
	consumer: string;
	guildId: string;
}

/** Consumer and the Kick types that it wants; `null` for all. */
export interface ConsumerKey {
	name: string;
	types: readonly string[] | null;
}

/** Queue that may have events to handle. */
export interface WaitingQueue extends QueueKey {
	/** Changes whenever the queue advances. */
	position: string;
}

export interface QueuedEvent {
	event: EventRow;
	/** Number of the event in the log. */
	seq: number;
	/** Channel whose cursor moves to the event; `null` for a replayed event, which the cursor has already passed. */
	cursorOf: number | null;
	/** Whether the event has a row with the result of earlier attempts. */
	hasRow: boolean;
}

export interface QueuePage {
	/** Events in the order in which they are to be handled. */
	events: QueuedEvent[];
	/** Whether more events may follow these. */
	hasMore: boolean;
	/** Last number of the log when it was read. */
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
	/** Same as {@link QueuedEvent}. */
	cursorOf: number | null;
	hasRow: boolean;
}
