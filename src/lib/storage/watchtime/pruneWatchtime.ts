import type { PrismaClient } from '../prisma.js';
import { DayMs } from './foldBoundary.js';

/** Deletes watch time of long ago. Answers the greatest number of rows that went from one table. */
export async function pruneWatchtime(prisma: PrismaClient, before: number, limit: number): Promise<number> {
	const time = BigInt(before);
	const counts = [
		await prisma.$executeRaw`
			DELETE FROM kick_watch_days WHERE (broadcaster_user_id, user_id, day) IN (
				SELECT broadcaster_user_id, user_id, day FROM kick_watch_days WHERE day < ${Math.floor(before / DayMs)} LIMIT ${limit}
			)`,
		await prisma.$executeRaw`
			DELETE FROM kick_presences WHERE (broadcaster_user_id, user_id, from_time) IN (
				SELECT broadcaster_user_id, user_id, from_time FROM kick_presences WHERE until_time < ${time} LIMIT ${limit}
			)`,
		await prisma.$executeRaw`
			DELETE FROM kick_streams WHERE (broadcaster_user_id, started_at) IN (
				SELECT broadcaster_user_id, started_at FROM kick_streams WHERE seen_at < ${time} AND COALESCE(ended_at, seen_at) < ${time} LIMIT ${limit}
			)`
	];
	return Math.max(...counts);
}
