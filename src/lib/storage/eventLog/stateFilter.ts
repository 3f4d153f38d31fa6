import { ListenersConsumer } from '../consumers/wholeLog.js';
import { isUnfinished, leastPositions } from '../events/isUnfinished.js';
import type { DeliveryState, OverallState } from '../events/states.js';
import { Prisma } from '../prisma.js';

const Consumers = [ListenersConsumer];

/** Join that {@link isInState} needs in the same query. */
export const positionsOfListeners = leastPositions(Consumers);

/** Returns a condition for rows of `kick_events` in one of these states over all their servers: see `overallState`. */
export function isInState(states: readonly OverallState[]): Prisma.Sql {
	return Prisma.sql`(${Prisma.join(states.map(inState), ' OR ')})`;
}

function inState(state: OverallState): Prisma.Sql {
	switch (state) {
		case 'retrying':
			return Prisma.sql`${IsAnnounced} AND ${hasRowIn('retrying')}`;
		case 'pending':
			return Prisma.sql`${IsAnnounced} AND ${Waits} AND NOT ${hasRowIn('retrying')}`;
		case 'dead_letter':
			return Prisma.sql`${IsAnnounced} AND ${hasRowIn('dead_letter')} AND NOT ${Waits}`;
		case 'handled':
			return Prisma.sql`${IsAnnounced} AND NOT ${hasRowIn('dead_letter')} AND NOT ${Waits}`;
		case 'unreadable':
			return Prisma.sql`kick_events.state = 'unreadable'`;
		default:
			return Prisma.sql`kick_events.state = ${state} AND NOT ${HasRow}`;
	}
}

const HasRow = Prisma.sql`
	EXISTS (
		SELECT 1 FROM kick_deliveries
		WHERE kick_deliveries.event_seq = kick_events.seq AND kick_deliveries.consumer = ${ListenersConsumer}
	)`;
/** The event was announced on arrival, or it was replayed. */
const IsAnnounced = Prisma.sql`
	(kick_events.state = 'received' OR kick_events.state <> 'unreadable' AND ${HasRow})`;
/** Needs {@link positionsOfListeners}. */
const Waits = isUnfinished(Consumers);

function hasRowIn(state: DeliveryState): Prisma.Sql {
	return Prisma.sql`
		kick_events.seq IN (
			SELECT event_seq FROM kick_deliveries WHERE state = ${state} AND consumer = ${ListenersConsumer}
		)`;
}
