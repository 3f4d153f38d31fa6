import type { RowSource } from '../direct/rowSources.js';
import type { Statements } from '../direct/Statements.js';
import { settleEvents } from '../events/settleEvents.js';
import type { RowLocks } from '../support/rowLocks.js';

/** Settles what was put aside for one server. An unreadable event was never delivered: it gets its note, and stays what it is. */
export async function dismissDelivery(
	transaction: Statements,
	id: string,
	guildId: string,
	locks: RowLocks,
	rowSource: RowSource
): Promise<boolean> {
	const now = new Date();
	// Whoever marks another server's delivery of it at the same time waits, and settles the event with this one in sight.
	await transaction.$queryRaw`SELECT id FROM kick_events WHERE id = ${id} ${locks.wait}`;
	const dismissed = await transaction.$executeRaw`
		UPDATE kick_deliveries SET state = 'dismissed', updated_at = ${now}
		WHERE event_id = ${id} AND guild_id = ${guildId} AND state = 'dead'`;
	if (dismissed > 0) {
		await settleEvents(transaction, rowSource, [id]);
		return true;
	}
	const noted = await transaction.$executeRaw`
		INSERT INTO kick_deliveries (event_id, guild_id, state, attempts, updated_at)
		SELECT id, ${guildId}, 'dismissed', 0, ${now} FROM kick_events WHERE id = ${id} AND state = 'dead'
		ON CONFLICT (event_id, guild_id) DO NOTHING`;
	return noted > 0;
}
