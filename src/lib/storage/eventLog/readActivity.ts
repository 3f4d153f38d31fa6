import { toEventRow } from '../events/eventRecord.js';
import { isFor } from '../events/isForServer.js';
import { SeqsPerMs, seqOfTime } from '../events/logIds.js';
import { Prisma, type PrismaClient } from '../prisma.js';
import type { Provider } from '../provider.js';
import { chunks } from '../support/chunks.js';
import type { ActivityBucketRow, ActivityQuery, ChannelScope } from './types.js';

/** Time that one statement covers. It is short because on SQLite nothing else runs meanwhile. */
const AtOnceMs = 30 * 60_000;

/**
 * Time from Kick's sending to the arrival, in milliseconds. Never negative, because Kick's clock may be ahead of the
 * bot's.
 */
const lagColumns: Record<Provider, Prisma.Sql> = {
	sqlite: Prisma.sql`MAX(0, received_at - sent_at)`,
	postgresql: Prisma.sql`GREATEST(0, received_at - sent_at)`
};

/**
 * Reads the activity of a channel for a chart.
 *
 * Selects by numbers of the log, not by times. A number holds its time, and an index has the numbers of each channel.
 */
export async function readActivity(
	prisma: PrismaClient,
	provider: Provider,
	scope: ChannelScope,
	{ from, bucketMs, buckets }: ActivityQuery
): Promise<ActivityBucketRow[]> {
	const rows = Array.from({ length: buckets }, () => new ActivityBucket());
	const gifts = new Map<bigint, ActivityBucket>();
	const end = from.getTime() + buckets * bucketMs;
	const pieceMs = bucketMs < AtOnceMs ? Math.floor(AtOnceMs / bucketMs) * bucketMs : AtOnceMs;
	for (let time = from.getTime(); time < end; time += pieceMs) {
		const number = bucketNumber(from, bucketMs);
		const events = eventsOf(scope, number, time, Math.min(time + pieceMs, end), lagColumns[provider]);
		for (const measured of await measure(prisma, events)) {
			const row = rows[Number(measured.number)]!;
			if (measured.gift === null) row.add(measured);
			else gifts.set(BigInt(measured.gift), row);
		}
	}
	await readGifts(prisma, gifts);
	return rows;
}

/** Reads the payloads of gifts by their numbers, because the other events need none. */
async function readGifts(prisma: PrismaClient, rows: ReadonlyMap<bigint, ActivityBucket>): Promise<void> {
	for (const seqs of chunks([...rows.keys()], 1)) {
		const records = await prisma.kickEvent.findMany({ where: { seq: { in: seqs } }, orderBy: { seq: 'asc' } });
		for (const record of records) rows.get(record.seq)!.gifts.push(toEventRow(record));
	}
}

/** Row of the chart. When its time is read in several pieces, the lag is that of the worst piece. */
class ActivityBucket implements ActivityBucketRow {
	public readonly events: Record<string, number> = {};
	public readonly chatters = new Set<number>();
	public readonly gifts: ActivityBucketRow['gifts'] = [];
	public lag: ActivityBucketRow['lag'] = null;

	public add({ type, sender, count, p50, p95 }: Measured): void {
		if (type !== null) this.events[type] = (this.events[type] ?? 0) + Number(count);
		else if (sender !== null) this.chatters.add(Number(sender));
		else this.lag = { p50: Math.max(Number(p50), this.lag?.p50 ?? 0), p95: Math.max(Number(p95), this.lag?.p95 ?? 0) };
	}
}

/** Returns the number of an event's bucket, from the time in its number of the log. */
function bucketNumber(from: Date, bucketMs: number): Prisma.Sql {
	return Prisma.sql`CAST((seq - ${BigInt(seqOfTime(from))}) / ${BigInt(bucketMs * SeqsPerMs)} AS INTEGER)`;
}

/** Selects the events of a piece of time. */
function eventsOf(
	{ guildId, broadcasterUserId }: ChannelScope,
	number: Prisma.Sql,
	from: number,
	until: number,
	lag: Prisma.Sql
): Prisma.Sql {
	return Prisma.sql`
		SELECT ${number} AS number, seq, type, sender_user_id AS sender, ${lag} AS lag FROM kick_events
		WHERE broadcaster_user_id = ${BigInt(broadcasterUserId)}
			AND seq > ${BigInt(seqOfTime(new Date(from)))} AND seq < ${BigInt(seqOfTime(new Date(until)))}
			AND source IN ('webhook', 'websocket') AND state <> 'duplicate' AND NOT is_own AND ${isFor(guildId)}`;
}

/** Figures for a type or for a sender, or the number of a gift. Without all of them, the lag of all events. */
interface Measured {
	number: bigint;
	type: string | null;
	sender: bigint | null;
	gift: bigint | null;
	count: bigint | null;
	p50: number | null;
	p95: number | null;
}

/**
 * Measures the events. A percentile is the smallest lag that 50 or 95 of 100 events do not exceed.
 *
 * Reads each event once, because payloads make the table large.
 */
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
		SELECT
			number, type, CAST(NULL AS BIGINT) AS sender, CAST(NULL AS BIGINT) AS gift, COUNT(*) AS count,
			CAST(NULL AS REAL) AS p50, CAST(NULL AS REAL) AS p95
		FROM event GROUP BY number, type
		UNION ALL
		SELECT number, NULL, sender, NULL, NULL, NULL, NULL FROM event WHERE sender IS NOT NULL GROUP BY number, sender
		UNION ALL
		SELECT number, NULL, NULL, seq, NULL, NULL, NULL FROM event
		WHERE type IN ('channel.subscription.gifts', 'kicks.gifted')
		UNION ALL
		SELECT
			number,
			NULL,
			NULL,
			NULL,
			NULL,
			MIN(lag) FILTER (WHERE place * 2 >= total),
			MIN(lag) FILTER (WHERE place * 100 >= total * 95)
		FROM ranked GROUP BY number`;
}
