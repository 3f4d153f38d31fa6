import { ListenersConsumer } from '../cursors.js';
import { seqOfTime } from '../events/logIds.js';
import type { DeliveryState } from '../events/types.js';
import { Prisma, type PrismaClient } from '../prisma.js';

const States = ['pending', 'failed', 'handled', 'dead', 'dismissed'] as const satisfies DeliveryState[];

/** Each state by itself: an index holds all that is asked, and the table is not read. */
export async function countDeliveries(
	prisma: PrismaClient,
	guildId: string,
	from: Date,
	to: Date
): Promise<Record<DeliveryState, number>> {
	const counts = States.map(
		(state) => Prisma.sql`
			SELECT CAST(${state} AS TEXT) AS state, COUNT(*) AS count FROM kick_deliveries
			WHERE state = ${state} AND consumer = ${ListenersConsumer} AND guild_id = ${guildId}
				AND event_seq > ${BigInt(seqOfTime(from))} AND event_seq < ${BigInt(seqOfTime(to))}`
	);
	const rows = await prisma.$queryRaw<{ state: DeliveryState; count: bigint }[]>(Prisma.join(counts, ' UNION ALL '));
	const none = { pending: 0, failed: 0, handled: 0, dead: 0, dismissed: 0 };
	return { ...none, ...Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)])) };
}
