import type { Statements } from '../direct/Statements.js';
import { Prisma } from '../prisma.js';
import { storable } from '../support/storable.js';
import { parseLogId } from './logIds.js';
import { UnfinishedStates } from './unfinishedStates.js';

/** Marks a message as the bot's own, and takes it back from where it still waits. One that was announced keeps its state. */
export async function disownMessage(transaction: Statements, id: string, reason: string): Promise<void> {
	const seq = parseLogId(id);
	const isMessage = seq === null ? Prisma.sql`message_key = ${storable({ id }).id}` : Prisma.sql`seq = ${BigInt(seq)}`;
	await transaction.$executeRaw`
		UPDATE kick_events SET
			is_own = TRUE,
			error = CASE WHEN state = 'received' THEN ${reason} ELSE error END,
			state = CASE WHEN state = 'received' THEN 'ignored' ELSE state END
		WHERE ${isMessage}`;
	await transaction.$executeRaw`
		DELETE FROM kick_deliveries
		WHERE event_seq IN (SELECT seq FROM kick_events WHERE ${isMessage})
			AND state IN (${Prisma.join([...UnfinishedStates])})`;
}
