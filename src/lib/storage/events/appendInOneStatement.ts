import type { Statements } from '../direct/DirectClient.js';
import type { RowSource } from '../direct/rowSources.js';
import { Prisma } from '../prisma.js';
import type { Appended } from './EventWriter.js';
import { DuplicateReason, EventColumns, eventValues } from './eventColumns.js';
import { SeqsPerMs } from './logIds.js';
import { SkewMs } from './numberBatch.js';
import type { NewEvent } from './types.js';

interface Row {
	before: string;
	/** JSON array with the number of each event, in order. */
	seqs: string;
	/** JSON array with the numbers of the events that were new. */
	inserted: string;
}

/** Condition for given rows named `event`: the event id may not be in the log of version 0.1. */
const IdNotInOldLog = Prisma.sql`
	AND NOT EXISTS (SELECT 1 FROM kick_old_events AS old WHERE old.event_id = event.event_id)`;

/** Condition for given rows named `event`: neither the event id nor the message may be in the log of version 0.1. */
const NotInOldLog = Prisma.sql`
	AND NOT EXISTS (SELECT 1 FROM kick_old_events AS old WHERE old.event_id = event.event_id)
	AND NOT EXISTS (SELECT 1 FROM kick_old_events AS old WHERE old.message_id = event.message_key)`;

/**
 * Adds a batch to the log in one statement, because each statement to PostgreSQL is a round trip. See
 * `EventWriter.append`.
 *
 * The row lock of the head is held until the commit. The `place`th event of a batch gets the number after the previous
 * one. Where the first number of its millisecond is higher, it gets that one. `start` is the highest such bound so far,
 * less the events in between.
 */
export async function appendInOneStatement(
	client: Statements,
	rowSource: RowSource,
	batch: readonly NewEvent[],
	mayBeOld: boolean
): Promise<Appended> {
	// As numbers, ids would be cut to 32 bits: see `storable`.
	const exact = (value: string | number | boolean | null) => (typeof value === 'number' ? BigInt(value) : value);
	const rows = batch.map((event, index) => [BigInt(index + 1), ...eventValues(event).map(exact)]);
	const [appended] = await client.$queryRaw<Row[]>`
		${mayBeOld ? Prisma.sql`/* append_beside_old_log */` : Prisma.sql`/* append */`}
		WITH given AS MATERIALIZED (
			SELECT event.*, MAX(
				LEAST(received_at, CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT) + ${SkewMs})
				* ${SeqsPerMs} + 1 - place
			) OVER (ORDER BY place) AS start
			FROM (${rowSource({ place: 'number', ...EventColumns }, rows)}) AS event
		), head AS (
			INSERT INTO kick_log (name, last_seq)
			SELECT 'events', GREATEST(0, MAX(start)) + COUNT(*) FROM given
			ON CONFLICT (name) DO UPDATE SET
				previous_seq = kick_log.last_seq,
				last_seq = GREATEST(kick_log.last_seq, (SELECT MAX(start) FROM given)) + (SELECT COUNT(*) FROM given)
			RETURNING previous_seq
		), inserted AS (
			INSERT INTO kick_events (seq, ${Prisma.raw(Object.keys(EventColumns).join(', '))})
			SELECT GREATEST(previous_seq, start) + place, ${Prisma.raw(Object.keys(EventColumns).join(', '))}
			FROM given AS event CROSS JOIN head
			WHERE TRUE ${mayBeOld ? NotInOldLog : Prisma.empty}
			ORDER BY place
			ON CONFLICT DO NOTHING
			RETURNING seq
		), repeated AS (
			INSERT INTO kick_events (seq, ${Prisma.raw(Object.keys(EventColumns).join(', '))})
			SELECT
				seq, ${Prisma.raw(duplicateColumns.join(', '))}
			FROM (SELECT *, GREATEST(previous_seq, start) + place AS seq FROM given CROSS JOIN head) AS event
			WHERE message_key IS NOT NULL AND source = 'webhook'
				AND NOT EXISTS (SELECT 1 FROM inserted WHERE inserted.seq = event.seq)
				${mayBeOld ? IdNotInOldLog : Prisma.empty}
			ORDER BY place
			ON CONFLICT DO NOTHING
		)
		SELECT
			previous_seq AS before,
			(SELECT CAST(JSON_AGG(GREATEST(previous_seq, start) + place ORDER BY place) AS TEXT) FROM given) AS seqs,
			(SELECT CAST(COALESCE(JSON_AGG(seq), '[]') AS TEXT) FROM inserted) AS inserted
		FROM head`;
	const { before, seqs, inserted } = appended!;
	return { before: Number(before), seqs: JSON.parse(seqs), inserted: new Set<number>(JSON.parse(inserted)) };
}

/** Columns of the row that logs an event which came again under another id. */
const duplicateColumns = Object.keys(EventColumns).map((column) => {
	if (column === 'message_key') return 'NULL';
	if (column === 'state') return "'duplicate'";
	return column === 'error' ? `'${DuplicateReason}'` : column;
});
