import { ListenersConsumer } from '../consumers/wholeLog.js';
import { isFor } from '../events/isForServer.js';
import { UnfinishedStates } from '../events/states.js';
import { Prisma, type PrismaClient } from '../prisma.js';
import { rangesOfGuild } from './handledRanges.js';

/**
 * Returns the numbers of the newest events that a server still has to handle: those after its cursors, and replayed
 * ones.
 */
export async function unfinishedSeqs(prisma: PrismaClient, guildId: string, limit: number): Promise<bigint[]> {
	const ranges = (await rangesOfGuild(prisma, guildId)).filter(({ isOpen }) => isOpen);
	const withRow = UnfinishedStates.map(
		(state) => Prisma.sql`
			SELECT event_seq AS seq FROM kick_deliveries
			WHERE state = ${state} AND consumer = ${ListenersConsumer} AND guild_id = ${guildId}`
	);
	const afterCursor = ranges.map(
		({ broadcasterUserId, handledUpTo }) => Prisma.sql`
			SELECT seq FROM kick_events
			WHERE broadcaster_user_id = ${BigInt(broadcasterUserId)} AND seq > ${BigInt(handledUpTo)}
				AND state = 'received' AND ${isFor(guildId)}`
	);
	const parts = [...withRow, ...afterCursor].map(
		(part) => Prisma.sql`SELECT seq FROM (${part} ORDER BY seq DESC LIMIT ${limit}) AS part`
	);
	const rows = await prisma.$queryRaw<{ seq: bigint }[]>`
		${Prisma.join(parts, ' UNION ')} ORDER BY seq DESC LIMIT ${limit}`;
	return rows.map(({ seq }) => seq);
}
