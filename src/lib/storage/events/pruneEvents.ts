import { CountedUpTo } from '../consumers/wholeLog.js';
import type { Statements } from '../direct/DirectClient.js';
import type { RowLocks } from '../support/rowLocks.js';
import { isUnfinished, leastPositions } from './isUnfinished.js';

interface Slice {
	after: number;
	/** Received and signed before this time, in milliseconds. */
	before: number;
	limit: number;
}

/**
 * Deletes old events among the next ones of the log. Returns the number of the last checked event, or `null` when all
 * of them are younger.
 *
 * Checks each event's own time, because numbers may hold another time after a clock error. Events with a time in the
 * future do not end the search.
 */
export async function pruneEvents(
	statements: Statements,
	{ after, before, limit }: Slice,
	consumers: readonly string[],
	locks: RowLocks
): Promise<number | null> {
	const [slice] = await statements.$queryRaw<{ last: bigint | null; old: bigint }[]>`
		SELECT
			MAX(seq) AS last,
			COUNT(*) FILTER (WHERE received_at < ${BigInt(before)} OR received_at > ${BigInt(Date.now())}) AS old
		FROM (SELECT seq, received_at FROM kick_events WHERE seq > ${BigInt(after)} ORDER BY seq LIMIT ${limit}) AS slice`;
	if (!slice || slice.last === null || Number(slice.old) === 0) return null;
	// Two processes that prune at once share the work.
	await statements.$executeRaw`
		DELETE FROM kick_events WHERE seq IN (
			SELECT kick_events.seq FROM kick_events ${leastPositions(consumers)}
			WHERE kick_events.seq > ${BigInt(after)} AND kick_events.seq <= ${slice.last}
				AND received_at < ${BigInt(before)} AND sent_at < ${BigInt(before)}
				AND kick_events.seq <= ${CountedUpTo}
				AND NOT ${isUnfinished(consumers)}
			${locks.skipEvents}
		)`;
	return Number(slice.last);
}
