import { ListenersConsumer } from '../cursors.js';
import type { RowSource } from '../direct/rowSources.js';
import type { Statements } from '../direct/Statements.js';
import { chunks } from '../support/chunks.js';
import { compareText } from '../support/compareText.js';
import type { RowLocks } from '../support/rowLocks.js';
import { parseLogId } from './logIds.js';
import type { DeliveryMark } from './types.js';

/**
 * Writes the marks of those deliveries that still exist, and answers the numbers of their events.
 *
 * The events are kept until the transaction ends: of two processes that mark the last two deliveries of an event, the second
 * sees what the first has marked.
 */
export async function updateDeliveries(
	transaction: Statements,
	rowSource: RowSource,
	marks: readonly DeliveryMark[],
	locks: RowLocks
): Promise<number[]> {
	const numbered = marks.flatMap((mark) => {
		const seq = parseLogId(mark.id);
		return seq === null ? [] : [{ ...mark, seq }];
	});
	const newest = new Map(numbered.map((mark) => [key(mark.seq, mark.guildId), mark]));
	// In the same order always, so that two processes can't block each other.
	const ordered = [...newest.values()].sort(byDelivery);
	const existing = await keepExisting(transaction, rowSource, ordered, locks);
	const wanted = ordered.filter(({ seq, guildId }) => existing.has(key(seq, guildId)));
	for (const chunk of chunks(wanted, 7)) {
		// All of them exist: the INSERT only carries the values, each in the type of its column, to the UPDATE.
		await transaction.$executeRaw`
			INSERT INTO kick_deliveries (consumer, guild_id, event_seq, state, attempts, error, updated_at)
			${rowSource(Columns, chunk.map(values))}
			ON CONFLICT (consumer, guild_id, event_seq) DO UPDATE SET
				state = excluded.state,
				attempts = excluded.attempts,
				error = excluded.error,
				updated_at = excluded.updated_at`;
	}
	return [...new Set(wanted.map(({ seq }) => seq))];
}

async function keepExisting(
	transaction: Statements,
	rowSource: RowSource,
	marks: readonly NumberedMark[],
	locks: RowLocks
): Promise<Set<string>> {
	const existing = new Set<string>();
	for (const chunk of chunks(marks, 2)) {
		const pairs = rowSource(
			{ event_seq: 'number', guild_id: 'text' },
			chunk.map(({ seq, guildId }) => [BigInt(seq), guildId])
		);
		const rows = await transaction.$queryRaw<{ event_seq: number | string; guild_id: string }[]>`
			SELECT kick_deliveries.event_seq, kick_deliveries.guild_id
			FROM kick_events JOIN kick_deliveries ON kick_deliveries.event_seq = kick_events.seq
			WHERE (kick_deliveries.event_seq, kick_deliveries.guild_id) IN (${pairs})
				AND kick_deliveries.consumer = ${ListenersConsumer}
			ORDER BY kick_deliveries.event_seq, kick_deliveries.guild_id
			${locks.wait}`;
		for (const row of rows) existing.add(key(Number(row.event_seq), row.guild_id));
	}
	return existing;
}

interface NumberedMark extends DeliveryMark {
	seq: number;
}

function byDelivery(one: NumberedMark, other: NumberedMark): number {
	return one.seq - other.seq || compareText(one.guildId, other.guildId);
}

function key(seq: number, guildId: string): string {
	return `${seq}:${guildId}`;
}

const Columns = {
	consumer: 'text',
	guild_id: 'text',
	event_seq: 'number',
	state: 'text',
	attempts: 'number',
	error: 'text',
	updated_at: 'number'
} as const;

function values({ seq, guildId, state, attempts, error, at }: NumberedMark) {
	return [ListenersConsumer, guildId, BigInt(seq), state, attempts, error, BigInt(at.getTime())];
}
