import type { Database } from '../../src/lib/storage/types.js';

/** Ids of the servers that have events to be handled. */
export async function waitingServers(events: Pick<Database['events'], 'oldestPending'>): Promise<string[]> {
	return (await events.oldestPending()).map(({ guildId }) => guildId);
}
