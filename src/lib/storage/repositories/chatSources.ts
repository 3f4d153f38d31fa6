import { timeId } from '../eventLog/idRange.js';
import type { PrismaClient } from '../prisma.js';

const Newest = 200;

/** By which ways the newest chat messages of a channel came. */
export async function chatSources(
	prisma: PrismaClient,
	broadcasterUserId: number,
	since: Date,
	until: Date
): Promise<{ webhook: number; websocket: number }> {
	const messages = await prisma.kickEvent.findMany({
		where: {
			broadcasterUserId,
			type: 'chat.message.sent',
			id: { gt: timeId(since), lt: timeId(until) },
			sentAt: { gte: since }
		},
		orderBy: { id: 'desc' },
		take: Newest,
		select: { source: true }
	});
	const count = (wanted: string) => messages.filter(({ source }) => source === wanted).length;
	return { webhook: count('webhook'), websocket: count('websocket') };
}
