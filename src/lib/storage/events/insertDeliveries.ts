import { ListenersConsumer } from '../cursors.js';
import type { RowSource } from '../direct/rowSources.js';
import type { Statements } from '../direct/Statements.js';
import { chunks } from '../support/chunks.js';
import type { NumberedEvent } from './types.js';

/** One pending delivery for each guild of each event. */
export async function insertDeliveries(
	transaction: Statements,
	rowSource: RowSource,
	events: readonly NumberedEvent[]
): Promise<void> {
	const deliveries = events.flatMap(({ seq, guildIds, receivedAt }) =>
		[...new Set(guildIds)].map((guildId) => [BigInt(seq), guildId, BigInt(receivedAt.getTime())])
	);
	for (const chunk of chunks(deliveries, 3)) {
		await transaction.$executeRaw`
			INSERT INTO kick_deliveries (consumer, guild_id, event_seq, state, attempts, updated_at)
			SELECT ${ListenersConsumer}, guild_id, event_seq, 'pending', 0, updated_at FROM (
				${rowSource({ event_seq: 'number', guild_id: 'text', updated_at: 'number' }, chunk)}
			) AS delivery`;
	}
}
