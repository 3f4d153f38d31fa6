import type { QueuedEvent } from '../../src/lib/storage/consumers/types.js';
import { ListenersConsumer } from '../../src/lib/storage/consumers/wholeLog.js';
import type { Database } from '../../src/lib/storage/types.js';

const Listeners = { name: ListenersConsumer, types: null };

type Consumers = Pick<Database, 'consumers'>;

/** Returns ids of the servers whose listeners have events to handle. */
export async function waitingServers({ consumers }: Consumers): Promise<string[]> {
	return (await consumers.waiting(Listeners)).map(({ guildId }) => guildId);
}

/** Returns the events that the listeners of a server have to handle next, in order. */
export async function pendingOf({ consumers }: Consumers, guildId: string, limit = 1_000): Promise<QueuedEvent[]> {
	const queue = { consumer: ListenersConsumer, guildId };
	return (await consumers.next(queue, null, limit)).events;
}
