import type { Statements } from '../direct/Statements.js';
import { Prisma } from '../prisma.js';
import { UnfinishedStates } from './unfinishedStates.js';

/** Only from where it still waits: a message that was announced stays in the log as it was. */
export async function disownMessage(transaction: Statements, id: string, reason: string): Promise<void> {
	await transaction.$executeRaw`
		UPDATE kick_events SET state = 'ignored', error = ${reason}
		WHERE (id = ${id} OR message_id = ${id}) AND state = 'received'`;
	await transaction.$executeRaw`
		DELETE FROM kick_deliveries
		WHERE event_id IN (SELECT id FROM kick_events WHERE id = ${id} OR message_id = ${id})
			AND state IN (${Prisma.join([...UnfinishedStates])})`;
}
