import { Prisma, type PrismaClient } from '../prisma.js';
import type { Database } from '../types.js';
import { timeId } from './idRange.js';
import type { ActivityBucketRow, ActivityQuery } from './types.js';

/** So much of the time in one statement: on SQLite nothing else runs beside it. */
const AtOnceMs = 30 * 60_000;

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
	const events = chart.map((_row, number) =>
		eventsOf(broadcasterUserId, number, from.getTime() + number * bucketMs, bucketMs, lagColumns[provider])
	);
	const atOnce = Math.max(1, Math.floor(AtOnceMs / bucketMs));
	for (let first = 0; first < buckets; first += atOnce) {
		const some = Prisma.join(events.slice(first, first + atOnce), ' UNION ALL ');
		for (const { number, type, count, p50, p95 } of await measure(prisma, some)) {
			const row = chart[Number(number)]!;
			if (type === null) row.lag = { p50: Number(p50), p95: Number(p95) };
			else row.events[type] = Number(count);
		}
	}
	return chart;
}

/** With its bounds as values, and not as those of a joined row: PostgreSQL then knows how few events it is about. */
function eventsOf(
	broadcasterUserId: number,
	number: number,
	from: number,
	lengthMs: number,
	lag: Prisma.Sql
): Prisma.Sql {
	return Prisma.sql`
		SELECT CAST(${number} AS INTEGER) AS number, type, ${lag} AS lag FROM kick_events
		WHERE broadcaster_user_id = ${BigInt(broadcasterUserId)}
			AND id > ${timeId(new Date(from))} AND id < ${timeId(new Date(from + lengthMs))}
			AND source IN ('webhook', 'websocket') AND state <> 'duplicate'`;
}

interface Measured {
	number: bigint;
	/** `null`: the row is about the lag of all of them. */
	type: string | null;
	count: bigint | null;
	p50: number | null;
	p95: number | null;
}

/** The least lag that half, or 95 of 100, of the events do not exceed. Reads each event once: payloads make the table large. */
function measure(prisma: PrismaClient, events: Prisma.Sql): Promise<Measured[]> {
	return prisma.$queryRaw`
		WITH event AS MATERIALIZED (${events}), ranked AS (
			SELECT
				number,
				lag,
				ROW_NUMBER() OVER (PARTITION BY number ORDER BY lag) AS place,
				COUNT(*) OVER (PARTITION BY number) AS total
			FROM event
		)
		SELECT number, type, COUNT(*) AS count, CAST(NULL AS REAL) AS p50, CAST(NULL AS REAL) AS p95
		FROM event GROUP BY number, type
		UNION ALL
		SELECT
			number,
			NULL,
			NULL,
			MIN(lag) FILTER (WHERE place * 2 >= total),
			MIN(lag) FILTER (WHERE place * 100 >= total * 95)
		FROM ranked GROUP BY number`;
}
