import type { QueueKey } from '../consumers/types.js';

/** The event that a process tries first after it took a queue over. */
export interface BegunEvent extends QueueKey {
	/** `EventRow.id` */
	eventId: string;
	/** How many starts have begun it, this one included. */
	starts: number;
}

/** The events that may end the process: one for each queue, until it is tried. What is left here at a start ended one. */
export interface BegunEventRepository {
	list(): Promise<BegunEvent[]>;
	save(event: BegunEvent): Promise<void>;
	clear(queue: QueueKey): Promise<void>;
}
