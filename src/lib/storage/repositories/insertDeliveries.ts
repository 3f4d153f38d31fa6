import { Prisma } from '../prisma.js';
import type { NewEvent } from '../types.js';
import { chunks } from './chunks.js';

/** One pending delivery for each guild of each event. */
export async function insertDeliveries(
	transaction: Prisma.TransactionClient,
	events: readonly NewEvent[]
): Promise<void> {
	const deliveries = events.flatMap(({ id, guildIds, receivedAt }) =>
		[...new Set(guildIds)].map((guildId) => Prisma.sql`(${id}, ${guildId}, 'pending', 0, ${receivedAt})`)
	);
	for (const chunk of chunks(deliveries, 3)) {
		await transaction.$executeRaw`
			INSERT INTO kick_deliveries (event_id, guild_id, state, attempts, updated_at)
			VALUES ${Prisma.join(chunk)}`;
	}
}
