import type { RowSource } from '../direct/rowSources.js';
import type { Statements } from '../direct/Statements.js';
import { chunks } from '../support/chunks.js';
import { compareText } from '../support/compareText.js';
import type { RowLocks } from '../support/rowLocks.js';
import type { DeliveryMark } from './types.js';

/**
 * Writes the marks of those deliveries that still exist, and answers the ids of their events.
 *
 * The events are kept until the transaction ends: of two processes that mark the last two deliveries of an event, the second
 * sees what the first has marked.
 */
export async function updateDeliveries(
	transaction: Statements,
	rowSource: RowSource,
	marks: readonly DeliveryMark[],
	locks: RowLocks
): Promise<string[]> {
	const newest = new Map(marks.map((mark) => [key(mark.id, mark.guildId), mark]));
	// In the same order always, so that two processes can't block each other.
	const ordered = [...newest.values()].sort(byDelivery);
	const existing = await keepExisting(transaction, rowSource, ordered, locks);
	const wanted = ordered.filter(({ id, guildId }) => existing.has(key(id, guildId)));
	for (const chunk of chunks(wanted, 6)) {
		// All of them exist: the INSERT only carries the values, each in the type of its column, to the UPDATE.
		await transaction.$executeRaw`
			INSERT INTO kick_deliveries (event_id, guild_id, state, attempts, error, updated_at)
			${rowSource(Columns, chunk.map(values))}
			ON CONFLICT (event_id, guild_id) DO UPDATE SET
				state = excluded.state,
				attempts = excluded.attempts,
				error = excluded.error,
				updated_at = excluded.updated_at`;
	}
	return [...new Set(wanted.map(({ id }) => id))];
}

async function keepExisting(
	transaction: Statements,
	rowSource: RowSource,
	marks: readonly DeliveryMark[],
	locks: RowLocks
): Promise<Set<string>> {
	const existing = new Set<string>();
	for (const chunk of chunks(marks, 2)) {
		const pairs = rowSource(
			{ event_id: 'text', guild_id: 'text' },
			chunk.map(({ id, guildId }) => [id, guildId])
		);
		const rows = await transaction.$queryRaw<{ event_id: string; guild_id: string }[]>`
			SELECT kick_deliveries.event_id, kick_deliveries.guild_id
			FROM kick_events JOIN kick_deliveries ON kick_deliveries.event_id = kick_events.id
			WHERE (kick_deliveries.event_id, kick_deliveries.guild_id) IN (${pairs})
			ORDER BY kick_deliveries.event_id, kick_deliveries.guild_id
			${locks.wait}`;
		for (const row of rows) existing.add(key(row.event_id, row.guild_id));
	}
	return existing;
}

function byDelivery(one: DeliveryMark, other: DeliveryMark): number {
	return compareText(one.id, other.id) || compareText(one.guildId, other.guildId);
}

function key(eventId: string, guildId: string): string {
	return `${eventId}:${guildId}`;
}

const Columns = {
	event_id: 'text',
	guild_id: 'text',
	state: 'text',
	attempts: 'number',
	error: 'text',
	updated_at: 'time'
} as const;

function values({ id, guildId, state, attempts, error, at }: DeliveryMark) {
	return [id, guildId, state, attempts, error, at];
}
