import type { PrismaClient } from '../prisma.js';

export interface ChatterTouch {
	userId: number;
	username: string;
	color: string | null;
}

export interface Chatter extends ChatterTouch {
	messages: number;
	firstSeenAt: Date;
	lastSeenAt: Date;
}

/** Reads and prunes chatters. `ViewerRepository` counts them from the event log. */
export class ChatterRepository {
	readonly #prisma: PrismaClient;

	public constructor(prisma: PrismaClient) {
		this.#prisma = prisma;
	}

	/**
	 * Deletes at most `limit` chatters last seen before the date.
	 *
	 * Keeps chatters with watch time, because watch time has no names of its own.
	 */
	public prune(before: Date, limit: number): Promise<number> {
		return this.#prisma.$executeRaw`
			DELETE FROM kick_chatters WHERE last_seen_at < ${before} AND (broadcaster_user_id, user_id) IN (
				SELECT broadcaster_user_id, user_id FROM kick_chatters AS old
				WHERE last_seen_at < ${before} AND NOT EXISTS (
					SELECT 1 FROM kick_presences
					WHERE broadcaster_user_id = old.broadcaster_user_id AND user_id = old.user_id
				) AND NOT EXISTS (
					SELECT 1 FROM kick_watch_days
					WHERE broadcaster_user_id = old.broadcaster_user_id AND user_id = old.user_id
				)
				LIMIT ${limit}
			)`;
	}

	/** Counts the chatters who have written since the date. */
	public countSince(broadcasterUserId: number, since: Date): Promise<number> {
		return this.#prisma.kickChatter.count({ where: { broadcasterUserId, lastSeenAt: { gte: since } } });
	}

	/** Returns the chatters since the date, newest first. */
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
