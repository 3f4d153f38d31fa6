import type { QueueKey } from '../../storage/consumers/types.js';

/** Returns the key of a queue for maps in memory. */
export function nameOf({ consumer, guildId }: QueueKey): string {
	return `${consumer} ${guildId}`;
}
