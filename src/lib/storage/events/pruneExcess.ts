import { CountedUpTo } from '../consumers/wholeLog.js';
import type { Statements } from '../direct/DirectClient.js';
import { Prisma } from '../prisma.js';
import type { RowLocks } from '../support/rowLocks.js';
import { isUnfinished, leastPositions } from './isUnfinished.js';
import { seqOfTime } from './logIds.js';

/**
 * Returns all channels of the log. Jumps through the index, because reading all rows of a large log would block SQLite
 * for seconds.
 */
export async function loggedChannels(statements: Statements): Promise<(number | null)[]> {
	const rows = await statements.$queryRaw<{ channel: bigint | null }[]>`
		WITH RECURSIVE logged (channel) AS (
			SELECT (SELECT MIN(broadcaster_user_id) FROM kick_events)
			UNION ALL
			SELECT (SELECT MIN(broadcaster_user_id) FROM kick_events WHERE broadcaster_user_id > logged.channel)
			FROM logged WHERE logged.channel IS NOT NULL
		)
		SELECT channel FROM logged`;
	// The last row has no channel and represents the events without one.
	return rows.map(({ channel }) => (channel === null ? null : Number(channel)));
}

/** Returns the newest event beyond the number that a channel's log may hold. */
export async function newestExcess(
	statements: Statements,
	broadcasterUserId: number | null,
	keep: number
): Promise<bigint | null> {
	const rows = await statements.$queryRaw<{ seq: bigint }[]>`
		SELECT seq FROM kick_events WHERE ${isOf(broadcasterUserId)} ORDER BY seq DESC LIMIT 1 OFFSET ${keep}`;
	return rows[0]?.seq ?? null;
}

interface Excess {
	broadcasterUserId: number | null;
	upTo: number;
	before: Date;
	limit: number;
}

/** Deletes the oldest events first, and never one that still has to be handled. */
export async function pruneExcess(
	statements: Statements,
	{ broadcasterUserId, upTo, before, limit }: Excess,
	consumers: readonly string[],
	locks: RowLocks
): Promise<number> {
	const beforeMs = BigInt(before.getTime());
	return statements.$executeRaw`
		DELETE FROM kick_events WHERE seq IN (
			SELECT kick_events.seq FROM kick_events ${leastPositions(consumers)}
			WHERE ${isOf(broadcasterUserId)} AND kick_events.seq <= ${BigInt(upTo)}
				AND kick_events.seq < ${BigInt(seqOfTime(before))} AND kick_events.seq <= ${CountedUpTo}
				AND received_at < ${beforeMs} AND sent_at < ${beforeMs}
				AND NOT ${isUnfinished(consumers)}
			ORDER BY kick_events.seq LIMIT ${limit}
			${locks.skipEvents}
		)`;
}

function isOf(broadcasterUserId: number | null): Prisma.Sql {
	return broadcasterUserId === null
		? Prisma.sql`broadcaster_user_id IS NULL`
		: Prisma.sql`broadcaster_user_id = ${BigInt(broadcasterUserId)}`;
}
