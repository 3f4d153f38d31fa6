import { Prisma } from '../prisma.js';
import type { DeliveryMark } from '../types.js';
import { storable } from '../storable.js';
import { chunks } from './chunks.js';

/** Writes the marks of those deliveries that still exist, and answers the ids of their events. */
export async function updateDeliveries(
	transaction: Prisma.TransactionClient,
	marks: readonly DeliveryMark[]
): Promise<string[]> {
	const existing = await findExisting(transaction, [...new Set(marks.map(({ id }) => id))]);
	const newest = new Map(marks.map((mark) => [key(mark.id, mark.guildId), mark]));
	const wanted = [...newest].filter(([delivery]) => existing.has(delivery)).map(([, mark]) => mark);
	for (const chunk of chunks(wanted, 6)) {
		// All of them exist: the INSERT only carries the values, each in the type of its column, to the UPDATE.
		await transaction.$executeRaw`
			INSERT INTO kick_deliveries (event_id, guild_id, state, attempts, error, updated_at)
			VALUES ${Prisma.join(chunk.map(values))}
			ON CONFLICT (event_id, guild_id) DO UPDATE SET
				state = excluded.state,
				attempts = excluded.attempts,
				error = excluded.error,
				updated_at = excluded.updated_at`;
	}
	return [...new Set(wanted.map(({ id }) => id))];
}

async function findExisting(transaction: Prisma.TransactionClient, eventIds: string[]): Promise<Set<string>> {
	const existing = new Set<string>();
	for (const chunk of chunks(eventIds, 1)) {
		const rows = await transaction.$queryRaw<{ event_id: string; guild_id: string }[]>`
			SELECT event_id, guild_id FROM kick_deliveries WHERE event_id IN (${Prisma.join(chunk)})`;
		for (const row of rows) existing.add(key(row.event_id, row.guild_id));
	}
	return existing;
}

function key(eventId: string, guildId: string): string {
	return `${eventId}:${guildId}`;
}

function values(row: DeliveryMark): Prisma.Sql {
	const mark = storable(row);
	return Prisma.sql`(${mark.id}, ${mark.guildId}, ${mark.state}, ${mark.attempts}, ${mark.error}, ${mark.at})`;
}
