import { ListenersConsumer } from '../cursors.js';
import type { Statements } from '../direct/Statements.js';
import { Prisma } from '../prisma.js';
import { toLogId } from './logIds.js';
import type { WaitingServer } from './types.js';
import { UnfinishedStates } from './unfinishedStates.js';

/** Ids of the events that a server is still to handle, from one end. */
export async function unfinishedIds(
	statements: Statements,
	guildId: string,
	first: 'oldest' | 'newest',
	limit: number
): Promise<string[]> {
	const rows = await statements.$queryRaw<{ event_seq: number | bigint | string }[]>(
		unfinishedDeliveries(guildId, first, limit)
	);
	return rows.map(({ event_seq }) => toLogId(event_seq));
}

/** The servers that have any, with the oldest. Each state by itself: both together, SQLite reads all that any server ever had. */
export async function oldestUnfinished(statements: Statements): Promise<WaitingServer[]> {
	const ofStates = UnfinishedStates.map(
		(state) => Prisma.sql`
			SELECT guild_id, MIN(event_seq) AS event_seq FROM kick_deliveries
			WHERE state = ${state} AND consumer = ${ListenersConsumer} GROUP BY guild_id`
	);
	const rows = await statements.$queryRaw<{ guild_id: string; event_seq: number | string }[]>`
		SELECT guild_id, MIN(event_seq) AS event_seq FROM (${Prisma.join(ofStates, ' UNION ALL ')}) AS of_state
		GROUP BY guild_id ORDER BY guild_id`;
	return rows.map(({ guild_id, event_seq }) => ({ guildId: guild_id, oldestId: toLogId(event_seq) }));
}

/**
 * A query of their deliveries (`event_seq`, `attempts`).
 *
 * Each state by itself, as the index has them. For both at once SQLite reads all that the server ever had, in search of an order.
 */
export function unfinishedDeliveries(guildId: string, first: 'oldest' | 'newest', limit: number): Prisma.Sql {
	const order = first === 'oldest' ? Prisma.sql`ORDER BY event_seq` : Prisma.sql`ORDER BY event_seq DESC`;
	const ofStates = UnfinishedStates.map(
		(state) => Prisma.sql`
			SELECT event_seq, attempts FROM (
				SELECT event_seq, attempts FROM kick_deliveries
				WHERE state = ${state} AND consumer = ${ListenersConsumer} AND guild_id = ${guildId}
				${order} LIMIT ${limit}
			) AS of_state`
	);
	return Prisma.sql`${Prisma.join(ofStates, ' UNION ALL ')} ${order} LIMIT ${limit}`;
}
