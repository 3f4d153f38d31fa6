import { toEventRow } from '../events/eventRecord.js';
import type { EventRow } from '../events/types.js';
import type { PrismaClient } from '../prisma.js';

/** Limits the search in quiet chats, whose log is full of other events. */
const MaxSearched = 5_000;

/**
 * Returns the newest chat messages of a channel, newest first. A message that arrived twice is logged twice, and
 * returned once.
 */
export async function readChat(prisma: PrismaClient, broadcasterUserId: number, limit: number): Promise<EventRow[]> {
	const found = await prisma.$queryRaw<{ seq: bigint }[]>`
		SELECT kick_events.seq AS seq
		FROM (
			SELECT seq FROM kick_events WHERE broadcaster_user_id = ${BigInt(broadcasterUserId)}
			ORDER BY seq DESC LIMIT ${MaxSearched}
		) AS newest
		JOIN kick_events ON kick_events.seq = newest.seq
		WHERE kick_events.type = 'chat.message.sent' AND kick_events.state NOT IN ('duplicate', 'unreadable')
			AND kick_events.source <> 'test'
		ORDER BY seq DESC LIMIT ${limit}`;
	const records = await prisma.kickEvent.findMany({
		where: { seq: { in: found.map(({ seq }) => seq) } },
		orderBy: { seq: 'desc' }
	});
	return records.map(toEventRow);
}
