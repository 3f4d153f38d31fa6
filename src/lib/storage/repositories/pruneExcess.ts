import { Prisma, type PrismaClient } from '../prisma.js';
import { UnfinishedStates } from './unfinishedStates.js';

/** Bounds the log of each server by count. What waits is never deleted. */
export async function pruneExcess(prisma: PrismaClient, keep: number, before: Date, limit: number): Promise<number> {
	const large = await prisma.kickDelivery.groupBy({
		by: ['guildId'],
		having: { guildId: { _count: { gt: keep } } },
		orderBy: { guildId: 'asc' }
	});
	let left = limit;
	for (const { guildId } of large) {
		if (left <= 0) break;
		left -= await pruneServer(prisma, guildId, keep, before, left);
	}
	return limit - left;
}

async function pruneServer(
	prisma: PrismaClient,
	guildId: string,
	keep: number,
	before: Date,
	limit: number
): Promise<number> {
	const excess = await prisma.kickDelivery.findMany({
		where: {
			guildId,
			state: { notIn: [...UnfinishedStates] },
			event: { receivedAt: { lt: before }, sentAt: { lt: before } }
		},
		orderBy: { eventId: 'desc' },
		skip: keep,
		take: limit,
		select: { eventId: true }
	});
	const eventIds = excess.map(({ eventId }) => eventId);
	if (eventIds.length === 0) return 0;
	await prisma.kickDelivery.deleteMany({ where: { guildId, eventId: { in: eventIds } } });
	// An event that another server still has in its log stays.
	await prisma.$executeRaw`
		DELETE FROM kick_events WHERE id IN (${Prisma.join(eventIds)}) AND NOT EXISTS (
			SELECT 1 FROM kick_deliveries WHERE kick_deliveries.event_id = kick_events.id
		)`;
	return eventIds.length;
}
