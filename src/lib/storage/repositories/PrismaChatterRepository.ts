import type { PrismaClient } from '../prisma.js';
import type { Chatter, ChatterRepository } from '../types.js';

/** Chatters are written together with the messages that they are counted from: see `countChatters`. */
export class PrismaChatterRepository implements ChatterRepository {
	readonly #prisma: PrismaClient;

	public constructor(prisma: PrismaClient) {
		this.#prisma = prisma;
	}

	public async prune(before: Date, limit: number): Promise<number> {
		const old = await this.#prisma.kickChatter.findMany({
			where: { lastSeenAt: { lt: before } },
			take: limit,
			select: { broadcasterUserId: true, userId: true }
		});
		if (old.length === 0) return 0;
		const { count } = await this.#prisma.kickChatter.deleteMany({ where: { OR: old, lastSeenAt: { lt: before } } });
		return count;
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
