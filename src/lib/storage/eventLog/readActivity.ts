import { toEventRow } from '../events/eventRecord.js';
import { isFor } from '../events/isForServer.js';
import { seqOfTime } from '../events/logIds.js';
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
	const pieceMs = Math.min(bucketMs, AtOnceMs);
	const pieces = Array.from({ length: (buckets * bucketMs) / pieceMs }, (_, index) => index * pieceMs);
	const atOnce = Math.floor(AtOnceMs / pieceMs);
	for (let first = 0; first < pieces.length; first += atOnce) {
		const some = pieces.slice(first, first + atOnce).map((offset) => {
			const bucket = Math.floor(offset / bucketMs);
			return eventsOf(scope, bucket, from.getTime() + offset, pieceMs, lagColumns[provider]);
		});
		for (const measured of await measure(prisma, Prisma.join(some, ' UNION ALL '))) {
			rows[Number(measured.number)]!.add(measured);
		}
	}
	await readGifts(prisma, rows);
	return rows;
}

/** Reads the payloads of gifts by their numbers, because the other events need none. */
async function readGifts(prisma: PrismaClient, rows: readonly ActivityBucket[]): Promise<void> {
	const buckets = new Map(rows.flatMap((row) => row.giftSeqs.map((seq) => [seq, row])));
	for (const seqs of chunks([...buckets.keys()], 1)) {
		const records = await prisma.kickEvent.findMany({ where: { seq: { in: seqs } }, orderBy: { seq: 'asc' } });
		for (const record of records) buckets.get(record.seq)!.gifts.push(toEventRow(record));
	}
}

/** Row of the chart. When its time is read in several pieces, the lag is that of the worst piece. */
class ActivityBucket implements ActivityBucketRow {
	public readonly events: Record<string, number> = {};
	public readonly chatters = new Set<number>();
	public readonly gifts: ActivityBucketRow['gifts'] = [];
	public readonly giftSeqs: bigint[] = [];
	public lag: ActivityBucketRow['lag'] = null;

	public add({ type, sender, gift, count, p50, p95 }: Measured): void {
		if (gift !== null) this.giftSeqs.push(BigInt(gift));
		else if (type !== null) this.events[type] = (this.events[type] ?? 0) + Number(count);
		else if (sender !== null) this.chatters.add(Number(sender));
		else this.lag = { p50: Math.max(Number(p50), this.lag?.p50 ?? 0), p95: Math.max(Number(p95), this.lag?.p95 ?? 0) };
	}
}

/**
 * Selects the events of a piece of time. The bounds are values, not columns of a joined row, because PostgreSQL then
 * knows how few events match.
 */
function eventsOf(
	{ guildId, broadcasterUserId }: ChannelScope,
	number: number,
	from: number,
	lengthMs: number,
	lag: Prisma.Sql
): Prisma.Sql {
	return Prisma.sql`
		SELECT CAST(${number} AS INTEGER) AS number, seq, type, sender_user_id AS sender, ${lag} AS lag FROM kick_events
		WHERE broadcaster_user_id = ${BigInt(broadcasterUserId)}
			AND seq > ${BigInt(seqOfTime(new Date(from)))} AND seq < ${BigInt(seqOfTime(new Date(from + lengthMs)))}
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
