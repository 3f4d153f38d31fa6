import { ListenersConsumer } from '../cursors.js';
import type { RowSource } from '../direct/rowSources.js';
import type { Statements } from '../direct/Statements.js';
import { parseLogId } from '../events/logIds.js';
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
	const number = parseLogId(id);
	if (number === null) return false;
	const seq = BigInt(number);
	const now = BigInt(Date.now());
	// Whoever marks another server's delivery of it at the same time waits, and settles the event with this one in sight.
	await transaction.$queryRaw`SELECT seq FROM kick_events WHERE seq = ${seq} ${locks.wait}`;
	const dismissed = await transaction.$executeRaw`
		UPDATE kick_deliveries SET state = 'dismissed', updated_at = ${now}
		WHERE consumer = ${ListenersConsumer} AND guild_id = ${guildId} AND event_seq = ${seq} AND state = 'dead'`;
	if (dismissed > 0) {
		await settleEvents(transaction, rowSource, [number]);
		return true;
	}
	const noted = await transaction.$executeRaw`
		INSERT INTO kick_deliveries (consumer, guild_id, event_seq, state, attempts, updated_at)
		SELECT ${ListenersConsumer}, ${guildId}, seq, 'dismissed', 0, ${now}
		FROM kick_events WHERE seq = ${seq} AND state = 'dead'
		ON CONFLICT (consumer, guild_id, event_seq) DO NOTHING`;
	return noted > 0;
}
