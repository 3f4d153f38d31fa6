import { ListenersConsumer } from '../consumers/wholeLog.js';
import type { Statements } from '../direct/DirectClient.js';
import { parseLogId } from '../events/logIds.js';

/**
 * Dismisses a dead letter of one server. An unreadable event has no delivery, so it gets a dismissed one and stays
 * unreadable.
 */
export async function dismissDelivery(transaction: Statements, id: string, guildId: string): Promise<boolean> {
	const number = parseLogId(id);
	if (number === null) return false;
	const seq = BigInt(number);
	const now = BigInt(Date.now());
	const dismissed = await transaction.$executeRaw`
		UPDATE kick_deliveries SET state = 'dismissed', updated_at = ${now}
		WHERE consumer = ${ListenersConsumer} AND guild_id = ${guildId} AND event_seq = ${seq} AND state = 'dead_letter'`;
	if (dismissed > 0) return true;
	const noted = await transaction.$executeRaw`
		INSERT INTO kick_deliveries (consumer, guild_id, event_seq, state, attempts, updated_at)
		SELECT ${ListenersConsumer}, ${guildId}, seq, 'dismissed', 0, ${now}
		FROM kick_events WHERE seq = ${seq} AND state = 'unreadable'
		ON CONFLICT (consumer, guild_id, event_seq) DO NOTHING`;
	return noted > 0;
}
