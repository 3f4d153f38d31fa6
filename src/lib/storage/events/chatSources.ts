import type { PrismaClient } from '../prisma.js';
import { seqOfTime } from './logIds.js';
import type { ChatSources } from './types.js';

const Newest = 200;

/**
 * Counts how the newest chat messages of a channel arrived. Leaves out the bot's own, because Kick sends those by
 * socket only.
 */
export async function chatSources(
	prisma: PrismaClient,
	broadcasterUserId: number,
	since: Date,
	until: Date
): Promise<ChatSources> {
	const messages = await prisma.kickEvent.findMany({
		where: {
			broadcasterUserId,
			type: 'chat.message.sent',
			isOwn: false,
			seq: { gt: seqOfTime(since), lt: seqOfTime(until) },
			sentAt: { gte: since.getTime() }
		},
		orderBy: { seq: 'desc' },
		take: Newest,
		select: { source: true, state: true }
	});
	const from = (wanted: string) => messages.filter(({ source }) => source === wanted);
	return {
		webhook: from('webhook').length,
		webhookFirst: from('webhook').filter(({ state }) => state !== 'duplicate').length,
		websocket: from('websocket').length
	};
}
