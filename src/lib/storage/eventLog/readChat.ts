import type { EventRow } from '../events/types.js';
import type { PrismaClient } from '../prisma.js';
import { toEventRow } from './eventRecords.js';

/** Where hardly anybody chats, the log is full of other events. */
const LooksThrough = 5_000;

/** The newest chat messages of a channel, newest first. What came twice is logged twice, and is here once. */
export async function readChat(prisma: PrismaClient, broadcasterUserId: number, limit: number): Promise<EventRow[]> {
	const ids = await prisma.$queryRaw<{ id: string }[]>`
		SELECT kick_events.id AS id
		FROM (
			SELECT id FROM kick_events WHERE broadcaster_user_id = ${BigInt(broadcasterUserId)}
			ORDER BY id DESC LIMIT ${LooksThrough}
		) AS newest
		JOIN kick_events ON kick_events.id = newest.id
		WHERE kick_events.type = 'chat.message.sent' AND kick_events.state NOT IN ('duplicate', 'dead')
			AND kick_events.source <> 'test'
		ORDER BY id DESC LIMIT ${limit}`;
	const records = await prisma.kickEvent.findMany({
		where: { id: { in: ids.map(({ id }) => id) } },
		orderBy: { id: 'desc' }
	});
	return records.map(toEventRow);
}
