import type { Statements } from '../direct/Statements.js';
import { Prisma } from '../prisma.js';
import { UnfinishedStates } from './unfinishedStates.js';

/** Marks a message as the bot's own, and takes it back from where it still waits. One that was announced keeps its state. */
export async function disownMessage(transaction: Statements, id: string, reason: string): Promise<void> {
	await transaction.$executeRaw`
		UPDATE kick_events SET
			is_own = TRUE,
			error = CASE WHEN state = 'received' THEN ${reason} ELSE error END,
			state = CASE WHEN state = 'received' THEN 'ignored' ELSE state END
		WHERE id = ${id} OR message_id = ${id}`;
	await transaction.$executeRaw`
		DELETE FROM kick_deliveries
		WHERE event_id IN (SELECT id FROM kick_events WHERE id = ${id} OR message_id = ${id})
			AND state IN (${Prisma.join([...UnfinishedStates])})`;
}
