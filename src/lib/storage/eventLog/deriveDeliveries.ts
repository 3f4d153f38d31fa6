import { isForServer } from '../events/isForServer.js';
import { toLogId } from '../events/logIds.js';
import type { EventState, OverallState } from '../events/states.js';
import type { EventRow } from '../events/types.js';
import type { HandledRange } from './handledRanges.js';
import type { LoggedDelivery } from './types.js';

type Event = Pick<EventRow, 'id' | 'state' | 'guildId' | 'broadcasterUserId' | 'receivedAt'>;

/**
 * Returns the state of an event in each server. It comes from the event's own rows, and for other servers from their
 * cursors.
 */
export function deriveDeliveries(
	event: Event,
	rows: readonly LoggedDelivery[],
	ranges: readonly HandledRange[]
): LoggedDelivery[] {
	const withRow = new Set(rows.map(({ guildId }) => guildId));
	const derived = ranges
		.filter(({ guildId }) => !withRow.has(guildId))
		.map((range) => derive(event, range))
		.filter((delivery) => delivery !== null);
	return [...rows, ...derived].sort((one, other) => (one.guildId < other.guildId ? -1 : 1));
}

function derive(event: Event, { guildId, broadcasterUserId, after, handledUpTo, isOpen }: HandledRange) {
	if (event.state !== 'received' || event.broadcasterUserId !== broadcasterUserId) return null;
	if (!isForServer(event, guildId)) return null;
	// Ids have the order of the numbers.
	if (event.id <= toLogId(after)) return null;
	const isHandled = event.id <= toLogId(handledUpTo);
	if (isHandled) return { guildId, state: 'handled', attempts: 1, error: null, updatedAt: null } as const;
	if (!isOpen) return null;
	return { guildId, state: 'pending', attempts: 0, error: null, updatedAt: event.receivedAt } as const;
}

/** Returns the state of an event over all its servers. An event that was not announced may have been replayed. */
export function overallState(state: EventState, deliveries: readonly LoggedDelivery[]): OverallState {
	if (state === 'unreadable' || (deliveries.length === 0 && state !== 'received')) return state;
	const states = new Set(deliveries.map((delivery) => delivery.state));
	return ByAttention.find((known) => states.has(known)) ?? 'handled';
}

/** States that {@link overallState} searches for, in this order. `isInState` uses the same order. */
const ByAttention = ['retrying', 'pending', 'dead_letter'] as const;
