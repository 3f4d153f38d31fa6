import type { RowSource } from '../direct/rowSources.js';
import type { Statements } from '../direct/Statements.js';
import { chunks } from '../support/chunks.js';
import type { NewEvent } from './types.js';

/** One pending delivery for each guild of each event. */
export async function insertDeliveries(
	transaction: Statements,
	rowSource: RowSource,
	events: readonly NewEvent[]
): Promise<void> {
	const deliveries = events.flatMap(({ id, guildIds, receivedAt }) =>
		[...new Set(guildIds)].map((guildId) => [id, guildId, receivedAt])
	);
	for (const chunk of chunks(deliveries, 3)) {
		await transaction.$executeRaw`
			INSERT INTO kick_deliveries (event_id, guild_id, state, attempts, updated_at)
			SELECT event_id, guild_id, 'pending', 0, updated_at FROM (
				${rowSource({ event_id: 'text', guild_id: 'text', updated_at: 'time' }, chunk)}
			) AS delivery`;
	}
}
