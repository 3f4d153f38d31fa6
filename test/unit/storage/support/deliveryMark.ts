import type { DeliveryMark } from '../../../../src/lib/storage/consumers/types.js';
import { ListenersConsumer } from '../../../../src/lib/storage/consumers/wholeLog.js';
import type { Database } from '../../../../src/lib/storage/Database.js';
import type { EventRow } from '../../../../src/lib/storage/events/types.js';
import { pendingOf } from '../../../support/waitingServers.js';

/** Result of the first attempt of an event of channel 123456 that waits at the cursor of server 1. */
export function deliveryMark(
	id: string,
	state: DeliveryMark['state'],
	changes: Partial<DeliveryMark> = {}
): DeliveryMark {
	return {
		consumer: ListenersConsumer,
		guildId: '1',
		id,
		state,
		attempts: 1,
		error: null,
		at: new Date('2026-02-01T10:00:00Z'),
		cursorOf: 123456,
		hasRow: false,
		...changes
	};
}

/** Handles all pending events of a server's listeners. Returns the events in the order of delivery. */
export async function handleAll(database: Pick<Database, 'consumers'>, guildId: string): Promise<EventRow[]> {
	const handled: EventRow[] = [];
	for (;;) {
		const page = await pendingOf(database, guildId);
		if (page.length === 0) return handled;
		handled.push(...page.map(({ event }) => event));
		await database.consumers.mark(
			page.map(({ event, cursorOf, hasRow }) => deliveryMark(event.id, 'handled', { guildId, cursorOf, hasRow }))
		);
	}
}
