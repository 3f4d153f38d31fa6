import type { RowSource } from '../direct/rowSources.js';
import { parseLogId } from '../events/logIds.js';
import { Prisma } from '../prisma.js';
import { chunks } from '../support/chunks.js';
import { compareText } from '../support/compareText.js';
import type { CursorPosition, DeliveryMark, QueueKey } from './types.js';

interface NumberedMark extends DeliveryMark {
	seq: number;
}

type Move = QueueKey & CursorPosition;

/**
 * Returns the statements that store results, and that move the cursors for final ones. An event that succeeds at once
 * needs no row.
 */
export function markStatements(rowSource: RowSource, marks: readonly DeliveryMark[]): Prisma.Sql[] {
	// The last of two marks of one event counts.
	const rows = new Map<string, NumberedMark>();
	const moves = new Map<string, Move>();
	for (const mark of marks) {
		const seq = parseLogId(mark.id);
		if (seq === null) continue;
		if (needsRow(mark)) rows.set(`${mark.consumer} ${mark.guildId} ${seq}`, { ...mark, seq });
		if (mark.cursorOf !== null && mark.state !== 'retrying') moveForward(moves, mark, mark.cursorOf, seq);
	}
	const ordered = [...rows.values()].sort(byDelivery);
	return [
		...insertRows(
			rowSource,
			ordered.filter(({ cursorOf }) => cursorOf !== null)
		),
		...updateRows(
			rowSource,
			ordered.filter(({ cursorOf }) => cursorOf === null)
		),
		...moveCursors(rowSource, moves)
	];
}

function moveForward(
	moves: Map<string, Move>,
	{ consumer, guildId }: QueueKey,
	broadcasterUserId: number,
	seq: number
): void {
	const key = `${consumer} ${guildId} ${broadcasterUserId}`;
	if ((moves.get(key)?.seq ?? 0) < seq) moves.set(key, { consumer, guildId, broadcasterUserId, seq });
}

/**
 * Moves all cursors forward in one statement. Like rows, cursors are always in the same order, so that two processes
 * can't block each other.
 */
function moveCursors(rowSource: RowSource, moves: ReadonlyMap<string, Move>): Prisma.Sql[] {
	if (moves.size === 0) return [];
	const ordered = [...moves].sort(([one], [other]) => compareText(one, other));
	const rows = ordered.map(([, { consumer, guildId, broadcasterUserId, seq }]) => [
		consumer,
		guildId,
		BigInt(broadcasterUserId),
		BigInt(seq)
	]);
	return [
		Prisma.sql`
			/* move_cursors */
			UPDATE kick_cursors SET seq = moved.seq
			FROM (${rowSource(CursorColumns, rows)}) AS moved
			WHERE kick_cursors.consumer = moved.consumer AND kick_cursors.guild_id = moved.guild_id
				AND kick_cursors.broadcaster_user_id = moved.broadcaster_user_id AND kick_cursors.seq < moved.seq`
	];
}

function needsRow({ state, attempts, hasRow }: DeliveryMark): boolean {
	return state !== 'skipped' && (state !== 'handled' || attempts > 1 || hasRow);
}

/**
 * Inserts rows for servers that are still linked, and were linked when the event arrived.
 *
 * A process that has lost the server may be late: results of its successor are not overwritten. An event may also have
 * left the log.
 */
function insertRows(rowSource: RowSource, marks: readonly NumberedMark[]): Prisma.Sql[] {
	return chunks(marks, 8).map(
		(chunk) => Prisma.sql`
			INSERT INTO kick_deliveries (consumer, guild_id, event_seq, state, attempts, error, updated_at)
			SELECT mark.consumer, mark.guild_id, event_seq, state, attempts, error, updated_at
			FROM (${rowSource(Columns, chunk.map(values))}) AS mark
			WHERE EXISTS (
				SELECT 1 FROM kick_cursors
				WHERE kick_cursors.consumer = mark.consumer AND kick_cursors.guild_id = mark.guild_id
					AND kick_cursors.broadcaster_user_id = mark.broadcaster_user_id AND kick_cursors.from_seq < mark.event_seq
					AND kick_cursors.seq < mark.event_seq
			) AND EXISTS (SELECT 1 FROM kick_events WHERE kick_events.seq = mark.event_seq)
			ON CONFLICT (consumer, guild_id, event_seq) DO UPDATE SET
				state = excluded.state, attempts = excluded.attempts, error = excluded.error, updated_at = excluded.updated_at`
	);
}

/** Updates the rows of replayed events. These rows are deleted together with the data of the server. */
function updateRows(rowSource: RowSource, marks: readonly NumberedMark[]): Prisma.Sql[] {
	return chunks(marks, 8).map(
		(chunk) => Prisma.sql`
			UPDATE kick_deliveries SET
				state = mark.state, attempts = mark.attempts, error = mark.error, updated_at = mark.updated_at
			FROM (${rowSource(Columns, chunk.map(values))}) AS mark
			WHERE kick_deliveries.consumer = mark.consumer AND kick_deliveries.guild_id = mark.guild_id
				AND kick_deliveries.event_seq = mark.event_seq`
	);
}

function byDelivery(one: NumberedMark, other: NumberedMark): number {
	return one.seq - other.seq || compareText(one.guildId, other.guildId) || compareText(one.consumer, other.consumer);
}

const CursorColumns = {
	consumer: 'text',
	guild_id: 'text',
	broadcaster_user_id: 'number',
	seq: 'number'
} as const;

const Columns = {
	consumer: 'text',
	guild_id: 'text',
	broadcaster_user_id: 'number',
	event_seq: 'number',
	state: 'text',
	attempts: 'number',
	error: 'text',
	updated_at: 'number'
} as const;

function values({ consumer, guildId, cursorOf, seq, state, attempts, error, at }: NumberedMark) {
	return [
		consumer,
		guildId,
		cursorOf === null ? null : BigInt(cursorOf),
		BigInt(seq),
		state,
		attempts,
		error,
		BigInt(at.getTime())
	];
}
