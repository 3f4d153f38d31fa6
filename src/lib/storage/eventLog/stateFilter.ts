import { ListenersConsumer } from '../consumers/wholeLog.js';
import { isUnfinished, leastPositions } from '../events/isUnfinished.js';
import type { EventState } from '../events/types.js';
import { Prisma } from '../prisma.js';
import { Announced } from './deriveDeliveries.js';

const Consumers = [ListenersConsumer];

/** What {@link isInState} needs in the same query. */
export const positionsOfListeners = leastPositions(Consumers);

/** A condition for rows of `kick_events` that are in one of the states over all their servers: see `stateOver`. */
export function isInState(states: readonly EventState[]): Prisma.Sql {
	const conditions = states.map((state) => {
		if (state === 'received' || state === 'failed' || state === 'handled') return ofAnnounced[state];
		if (state === 'dead') return Prisma.sql`kick_events.state = 'dead'`;
		return Prisma.sql`kick_events.state = ${state} AND NOT ${HasRow}`;
	});
	return Prisma.sql`(${Prisma.join(conditions, ' OR ')})`;
}

const HasRow = Prisma.sql`
	EXISTS (
		SELECT 1 FROM kick_deliveries
		WHERE kick_deliveries.event_seq = kick_events.seq AND kick_deliveries.consumer = ${ListenersConsumer}
	)`;
/** By itself, or because it was replayed. */
const IsAnnounced = Prisma.sql`
	(kick_events.state IN (${Prisma.join([...Announced])}) OR kick_events.state <> 'dead' AND ${HasRow})`;
const Waits = isUnfinished(Consumers);
const HasFailed = Prisma.sql`
	kick_events.seq IN (
		SELECT event_seq FROM kick_deliveries WHERE state = 'dead' AND consumer = ${ListenersConsumer}
	)`;

const ofAnnounced = {
	received: Prisma.sql`${Waits} AND ${IsAnnounced}`,
	failed: Prisma.sql`${HasFailed} AND ${IsAnnounced} AND NOT ${Waits}`,
	handled: Prisma.sql`${IsAnnounced} AND NOT ${HasFailed} AND NOT ${Waits}`
};
