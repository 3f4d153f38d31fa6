import { ListenersConsumer } from '../consumers/wholeLog.js';
import { isFor } from '../events/isForServer.js';
import type { Prisma, PrismaClient } from '../prisma.js';

/**
 * Makes an event pending for a server again. Nothing changes when the server's cursor has not reached the event,
 * because it is still pending there.
 */
export function requeueEvent(prisma: PrismaClient, seq: number, guildId: string): Prisma.PrismaPromise<number> {
	return prisma.$executeRaw`
		INSERT INTO kick_deliveries (consumer, guild_id, event_seq, state, attempts, updated_at)
		SELECT ${ListenersConsumer}, ${guildId}, seq, 'pending', 0, ${BigInt(Date.now())}
		FROM kick_events
		WHERE seq = ${BigInt(seq)} AND ${isFor(guildId)} AND NOT EXISTS (
			SELECT 1 FROM kick_cursors
			WHERE kick_cursors.consumer = ${ListenersConsumer} AND kick_cursors.guild_id = ${guildId}
				AND kick_cursors.broadcaster_user_id = kick_events.broadcaster_user_id
				AND kick_cursors.seq < kick_events.seq AND kick_events.state = 'received'
		)
		ON CONFLICT (consumer, guild_id, event_seq) DO UPDATE SET
			state = excluded.state, attempts = excluded.attempts, error = NULL, updated_at = excluded.updated_at`;
}
