import { ListenersConsumer } from '../consumers/wholeLog.js';
import type { Statements } from '../direct/DirectClient.js';
import { Prisma } from '../prisma.js';
import { storable } from '../support/storable.js';
import { parseLogId } from './logIds.js';
import { UnfinishedStates } from './states.js';

/**
 * Marks a message as the bot's own, so that no further server receives it.
 *
 * Servers that have handled it keep that state. Each of them gets a row, because a cursor does not cover ignored
 * events.
 */
export async function disownMessage(transaction: Statements, id: string, reason: string): Promise<void> {
	const seq = parseLogId(id);
	const isMessage = seq === null ? Prisma.sql`message_key = ${storable({ id }).id}` : Prisma.sql`seq = ${BigInt(seq)}`;
	await transaction.$executeRaw`
		INSERT INTO kick_deliveries (consumer, guild_id, event_seq, state, attempts, updated_at)
		SELECT ${ListenersConsumer}, handled.guild_id, event.seq, 'handled', 1, ${BigInt(Date.now())}
		FROM (SELECT seq, broadcaster_user_id, guild_id FROM kick_events WHERE ${isMessage} AND state = 'received') AS event
		JOIN (
			SELECT guild_id, broadcaster_user_id, from_seq, seq AS until_seq FROM kick_cursors
			WHERE consumer = ${ListenersConsumer}
			UNION SELECT guild_id, broadcaster_user_id, from_seq, until_seq FROM kick_past_cursors
		) AS handled
			ON handled.broadcaster_user_id = event.broadcaster_user_id
				AND event.seq > handled.from_seq AND event.seq <= handled.until_seq
		WHERE event.guild_id IS NULL OR event.guild_id = handled.guild_id
		ON CONFLICT DO NOTHING`;
	await transaction.$executeRaw`
		UPDATE kick_events SET
			is_own = TRUE,
			error = CASE WHEN state = 'received' AND NOT EXISTS (
				SELECT 1 FROM kick_deliveries
				WHERE kick_deliveries.event_seq = kick_events.seq AND kick_deliveries.state = 'handled'
			) THEN ${reason} ELSE error END,
			state = CASE WHEN state = 'received' THEN 'ignored' ELSE state END
		WHERE ${isMessage}`;
	await transaction.$executeRaw`
		DELETE FROM kick_deliveries
		WHERE event_seq IN (SELECT seq FROM kick_events WHERE ${isMessage})
			AND state IN (${Prisma.join([...UnfinishedStates])})`;
}
