import { Prisma, type PrismaClient } from '../prisma.js';
import type { Database } from '../types.js';
import { timeId } from './idRange.js';
import type { ActivityBucketRow, ActivityQuery } from './types.js';

/** Times of the chart in one statement: on SQLite nothing else runs beside it. */
const BucketsAtOnce = 12;

/** From Kick's sending to the arrival here, in milliseconds. Another clock may be ahead of ours. */
const lagColumns: Record<Database['provider'], Prisma.Sql> = {
	sqlite: Prisma.sql`MAX(0, ROUND((JULIANDAY(received_at) - JULIANDAY(sent_at)) * 86400000))`,
	postgresql: Prisma.sql`GREATEST(0, CAST(EXTRACT(EPOCH FROM received_at - sent_at) * 1000 AS DOUBLE PRECISION))`
};

/**
 * Counts by ids, not by times: an id begins with its time, and an index has them for each channel. So both databases do the same.
 */
export async function readActivity(
	prisma: PrismaClient,
	provider: Database['provider'],
	broadcasterUserId: number,
	{ from, bucketMs, buckets }: ActivityQuery
): Promise<ActivityBucketRow[]> {
	const chart = Array.from({ length: buckets }, (): ActivityBucketRow => ({ events: {}, lag: null }));
	const ranges = chart.map((_row, number) => bucketRange(number, from.getTime() + number * bucketMs, bucketMs));
	for (let first = 0; first < buckets; first += BucketsAtOnce) {
		const events = eventsWithin(ranges.slice(first, first + BucketsAtOnce), broadcasterUserId, lagColumns[provider]);
		for (const { number, type, count } of await countByType(prisma, events)) {
			chart[Number(number)]!.events[type] = Number(count);
		}
		for (const { number, p50, p95 } of await measureLag(prisma, events)) {
			chart[Number(number)]!.lag = { p50: Number(p50), p95: Number(p95) };
		}
	}
	return chart;
}

function bucketRange(number: number, from: number, lengthMs: number): Prisma.Sql {
	const firstId = timeId(new Date(from));
	const endId = timeId(new Date(from + lengthMs));
	return Prisma.sql`
		SELECT CAST(${number} AS INTEGER) AS number, CAST(${firstId} AS TEXT) AS first_id, CAST(${endId} AS TEXT) AS end_id`;
}

function eventsWithin(ranges: readonly Prisma.Sql[], broadcasterUserId: number, lag: Prisma.Sql): Prisma.Sql {
	return Prisma.sql`
		SELECT bucket.number, kick_events.type, ${lag} AS lag
		FROM (${Prisma.join([...ranges], ' UNION ALL ')}) AS bucket
		JOIN kick_events ON kick_events.broadcaster_user_id = ${BigInt(broadcasterUserId)}
			AND kick_events.id > bucket.first_id AND kick_events.id < bucket.end_id
		WHERE kick_events.source IN ('webhook', 'websocket') AND kick_events.state <> 'duplicate'`;
}

function countByType(prisma: PrismaClient, events: Prisma.Sql) {
	return prisma.$queryRaw<{ number: bigint; type: string; count: bigint }[]>`
		SELECT number, type, COUNT(*) AS count FROM (${events}) AS event GROUP BY number, type`;
}

/** The least lag that half, or 95 of 100, of the events do not exceed. */
function measureLag(prisma: PrismaClient, events: Prisma.Sql) {
	return prisma.$queryRaw<{ number: bigint; p50: number; p95: number }[]>`
		SELECT
			number,
			MIN(lag) FILTER (WHERE place * 2 >= total) AS p50,
			MIN(lag) FILTER (WHERE place * 100 >= total * 95) AS p95
		FROM (
			SELECT
				number,
				lag,
				ROW_NUMBER() OVER (PARTITION BY number ORDER BY lag) AS place,
				COUNT(*) OVER (PARTITION BY number) AS total
			FROM (${events}) AS event
		) AS ranked
		GROUP BY number`;
}
