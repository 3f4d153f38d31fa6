import { ListenersConsumer } from '../consumers/wholeLog.js';
import { seqOfTime } from '../events/logIds.js';
import { type DeliveryState, DeliveryStates } from '../events/states.js';
import { Prisma, type PrismaClient } from '../prisma.js';
import { isHandledIn, isWaitingIn, rangesOfGuild } from './handledRanges.js';
import { within } from './seqRange.js';
import type { ChannelScope } from './types.js';

/** Time that one statement covers. It is short because on SQLite nothing else runs meanwhile. */
const AtOnceMs = 30 * 60_000;

/** Counts the rows of the server, and adds the events of the channel whose state follows from its cursor. */
export async function countDeliveries(
	prisma: PrismaClient,
	{ guildId, broadcasterUserId }: ChannelScope,
	from: Date,
	to: Date
): Promise<Record<DeliveryState, number>> {
	const ranges = (await rangesOfGuild(prisma, guildId)).filter(
		(range) => range.broadcasterUserId === broadcasterUserId
	);
	const counts = { pending: 0, retrying: 0, handled: 0, dead_letter: 0, dismissed: 0 };
	const add = (rows: { state: DeliveryState; count: bigint }[]) => {
		for (const { state, count } of rows) counts[state] += Number(count);
	};
	add(
		await prisma.$queryRaw(
			Prisma.join(
				DeliveryStates.map((state) => rowsIn(state, guildId, from, to)),
				' UNION ALL '
			)
		)
	);
	if (ranges.length === 0) return counts;
	for (let start = from.getTime(); start < to.getTime(); start += AtOnceMs) {
		const end = Math.min(start + AtOnceMs, to.getTime());
		add(
			await prisma.$queryRaw`
				SELECT CASE WHEN ${isHandledIn(ranges, guildId)} THEN 'handled' ELSE 'pending' END AS state, COUNT(*) AS count
				FROM kick_events
				WHERE broadcaster_user_id = ${BigInt(broadcasterUserId)}
					${within(Prisma.sql`seq`, { after: seqOfTime(new Date(start)), before: seqOfTime(new Date(end)) })}
					AND (${isHandledIn(ranges, guildId)} OR ${isWaitingIn(ranges, guildId)})
					AND NOT EXISTS (
						SELECT 1 FROM kick_deliveries
						WHERE kick_deliveries.consumer = ${ListenersConsumer} AND kick_deliveries.guild_id = ${guildId}
							AND kick_deliveries.event_seq = kick_events.seq
					)
				GROUP BY 1`
		);
	}
	return counts;
}

/** Counts each state on its own, because then an index holds all columns and the table is not read. */
function rowsIn(state: DeliveryState, guildId: string, from: Date, to: Date): Prisma.Sql {
	return Prisma.sql`
		SELECT CAST(${state} AS TEXT) AS state, COUNT(*) AS count FROM kick_deliveries
		WHERE state = ${state} AND consumer = ${ListenersConsumer} AND guild_id = ${guildId}
			${within(Prisma.sql`event_seq`, { after: seqOfTime(from), before: seqOfTime(to) })}`;
}
