import { Prisma, type PrismaClient } from '../prisma.js';
import { UnfinishedStates } from './unfinishedStates.js';

/**
 * Ids of the events that a server is still to handle, from one end.
 *
 * Each state by itself, as the index has them. For both at once SQLite reads all that the server ever had, in search of an order.
 */
export async function unfinishedIds(
	prisma: PrismaClient,
	guildId: string,
	first: 'oldest' | 'newest',
	limit: number
): Promise<string[]> {
	const order = first === 'oldest' ? Prisma.sql`ORDER BY event_id` : Prisma.sql`ORDER BY event_id DESC`;
	const ofStates = UnfinishedStates.map(
		(state) => Prisma.sql`
			SELECT event_id FROM (
				SELECT event_id FROM kick_deliveries WHERE state = ${state} AND guild_id = ${guildId} ${order} LIMIT ${limit}
			) AS of_state`
	);
	const rows = await prisma.$queryRaw<{ event_id: string }[]>`
		${Prisma.join(ofStates, ' UNION ALL ')} ${order} LIMIT ${limit}`;
	return rows.map(({ event_id }) => event_id);
}
