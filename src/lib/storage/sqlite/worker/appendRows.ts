import { DuplicateReason, type EventColumn, EventColumns } from '../../events/eventColumns.js';
import { numberBatch } from '../../events/numberBatch.js';
import type { SqliteConnection } from '../SqliteConnection.js';
import type { AppendedRows, EventRow } from './requests.js';

const columns = Object.keys(EventColumns) as EventColumn[];
const places = ['seq', ...columns].map((_column, index) => `?${index + 1}`).join(', ');
const into = `INSERT INTO kick_events (seq, ${columns.join(', ')})`;

const Insert = `${into} VALUES (${places}) ON CONFLICT DO NOTHING`;
const InsertUnlessOld = `${into} SELECT ${places}
	WHERE NOT EXISTS (SELECT 1 FROM kick_old_events WHERE event_id = ?2)
		AND NOT EXISTS (SELECT 1 FROM kick_old_events WHERE message_id = ?3)
	ON CONFLICT DO NOTHING`;
const ReadHead = `SELECT
	(SELECT last_seq FROM kick_log WHERE name = 'events'), CAST((JULIANDAY('now') - 2440587.5) * 86400000 AS INTEGER)`;
const MoveHead = `INSERT INTO kick_log (name, last_seq) VALUES ('events', ?1)
	ON CONFLICT (name) DO UPDATE SET last_seq = excluded.last_seq`;

/**
 * Adds a batch to the log within a transaction that has the write lock: see `EventWriter.append`.
 *
 * One prepared statement per row is twice as fast as one statement that reads all rows from JSON.
 */
export function appendRows(connection: SqliteConnection, rows: readonly EventRow[], mayBeOld: boolean): AppendedRows {
	const [[last, now] = []] = connection.query(ReadHead).rows;
	const before = Number(last ?? 0);
	const seqs = numberBatch({ last: before, now: Number(now) }, rows.map(receivedAt));
	const insert = mayBeOld ? InsertUnlessOld : Insert;
	const isNew = (row: EventRow, index: number) =>
		connection.execute(insert, [seqs[index]!, ...row.map(storableText)]) > 0;
	const repeated: [EventRow, number][] = [];
	const inserted: number[] = [];
	for (const [index, row] of rows.entries()) {
		if (isNew(row, index)) inserted.push(seqs[index]!);
		else repeated.push([row, index]);
	}
	// Runs after all inserts, because other events of the batch may have the same id.
	for (const [row, index] of repeated) if (isOtherDelivery(row)) isNew(asDuplicate(row), index);
	connection.execute(MoveHead, [seqs.at(-1) ?? before]);
	return { before, seqs, inserted };
}

function isOtherDelivery(row: EventRow): boolean {
	return columnOf(row, 'message_key') !== null && columnOf(row, 'source') === 'webhook';
}

function asDuplicate(row: EventRow): EventRow {
	const changed: Partial<Record<EventColumn, string | null>> = {
		message_key: null,
		state: 'duplicate',
		error: DuplicateReason
	};
	return row.map((value, index) => {
		const other = changed[columns[index]!];
		return other === undefined ? value : other;
	});
}

function receivedAt(row: EventRow): number {
	return Number(columnOf(row, 'received_at'));
}

function columnOf(row: EventRow, column: EventColumn): string | number | null {
	return row[columns.indexOf(column)]!;
}

/** Removes U+0000, because libsql cuts a text there. */
function storableText(value: string | number | null): string | number | null {
	return typeof value === 'string' ? value.replaceAll('\0', '') : value;
}
