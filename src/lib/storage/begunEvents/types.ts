import type { QueueKey } from '../consumers/types.js';

/** The event that a process tries first after it took a queue over. */
export interface BegunEvent extends QueueKey {
	/** `EventRow.id` */
	eventId: string;
	/** How many starts have begun it, this one included. */
	starts: number;
}
