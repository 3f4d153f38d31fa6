import { Prisma } from '../prisma.js';
import type { Provider } from '../provider.js';
import type { RowLocks } from '../support/rowLocks.js';
import { DayMs } from './foldBoundary.js';
import { extremes, TrustMs } from './watchedTotals.js';

/**
 * Adds the visits of some viewers before a time to their days, and deletes these visits. A visit that continues after
 * that time is cut. Call it in a transaction.
 *
 * @param before Start of a day.
 * @returns Number of viewers.
 */
export async function foldVisits(
	transaction: Prisma.TransactionClient,
	{ provider, locks }: { provider: Provider; locks: RowLocks },
	broadcasterUserId: number,
	before: number,
	limit: number
): Promise<number> {
	const channel = BigInt(broadcasterUserId);
	const end = BigInt(before);
	// A writer of a visit first changes the chatter's row. So this lock prevents new visits between the read and the
	// delete.
	const viewers = await transaction.$queryRaw<{ user_id: bigint }[]>`
		SELECT user_id FROM kick_chatters
		WHERE broadcaster_user_id = ${channel} AND user_id IN (
			SELECT DISTINCT user_id FROM kick_presences
			WHERE broadcaster_user_id = ${channel} AND from_time < ${end}
			ORDER BY user_id
			LIMIT ${limit}
		)
		ORDER BY user_id
		${locks.wait}`;
	if (viewers.length === 0) return 0;
	const ofViewers = Prisma.sql`broadcaster_user_id = ${channel}
		AND user_id IN (${Prisma.join(viewers.map(({ user_id }) => user_id))})`;
	await addToDays(transaction, provider, channel, end, ofViewers);
	await transaction.$executeRaw`DELETE FROM kick_presences WHERE ${ofViewers} AND until_time <= ${end}`;
	await transaction.$executeRaw`UPDATE kick_presences SET from_time = ${end} WHERE ${ofViewers} AND from_time < ${end}`;
	return viewers.length;
}

/** Adds visits to days. A visit over midnight has one piece for each day. */
async function addToDays(
	transaction: Prisma.TransactionClient,
	provider: Provider,
	channel: bigint,
	end: bigint,
	ofViewers: Prisma.Sql
): Promise<void> {
	const { greatest, least } = extremes[provider];
	await transaction.$executeRaw`
		INSERT INTO kick_watch_days (broadcaster_user_id, user_id, day, watched_ms)
		WITH RECURSIVE pieces (user_id, from_time, until_time, day) AS (
			SELECT user_id, from_time, ${least}(until_time, ${end}), from_time / ${DayMs}
			FROM kick_presences
			WHERE ${ofViewers} AND from_time < ${end}
			UNION ALL
			SELECT user_id, from_time, until_time, day + 1 FROM pieces WHERE (day + 1) * ${DayMs} < until_time
		), cut AS (
			SELECT user_id, day, ${greatest}(from_time, day * ${DayMs}) AS from_time,
				${least}(until_time, (day + 1) * ${DayMs}) AS until_time
			FROM pieces
		), live AS (
			SELECT started_at AS from_time, COALESCE(ended_at, seen_at + ${TrustMs}) AS until_time
			FROM kick_streams
			WHERE broadcaster_user_id = ${channel} AND started_at < ${end}
				AND COALESCE(ended_at, seen_at + ${TrustMs}) > (SELECT MIN(from_time) FROM cut)
		)
		SELECT CAST(${channel} AS BIGINT), user_id, CAST(day AS INTEGER),
			SUM(${least}(cut.until_time, live.until_time) - ${greatest}(cut.from_time, live.from_time))
		FROM cut
		JOIN live ON cut.from_time < live.until_time AND cut.until_time > live.from_time
		WHERE TRUE
		GROUP BY user_id, day
		ON CONFLICT (broadcaster_user_id, user_id, day) DO UPDATE SET
			watched_ms = kick_watch_days.watched_ms + excluded.watched_ms`;
}
