import type { QueueKey } from '../../storage/consumers/types.js';

/** For maps in memory. */
export function nameOf({ consumer, guildId }: QueueKey): string {
	return `${consumer} ${guildId}`;
}
