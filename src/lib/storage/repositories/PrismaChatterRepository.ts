import type { PrismaClient } from '../prisma.js';
import type { Chatter, ChatterRepository } from '../types.js';

/** Chatters are written together with the messages that they are counted from: see `countChatters`. */
export class PrismaChatterRepository implements ChatterRepository {
	readonly #prisma: PrismaClient;

	public constructor(prisma: PrismaClient) {
		this.#prisma = prisma;
	}

	public async recent(broadcasterUserId: number, since: Date, limit: number): Promise<Chatter[]> {
		const records = await this.#prisma.kickChatter.findMany({
			where: { broadcasterUserId, lastSeenAt: { gte: since } },
			orderBy: [{ lastSeenAt: 'desc' }, { userId: 'asc' }],
			take: limit,
			omit: { broadcasterUserId: true }
		});
		return records.map((record) => ({ ...record, userId: Number(record.userId) }));
	}
}
