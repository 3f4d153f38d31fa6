import type { RowSource } from '../direct/rowSources.js';
import type { Statements } from '../direct/Statements.js';
import { insertEvents } from './insertEvents.js';
import type { NumberedEvent } from './types.js';

export const DuplicateReason = 'The same message arrived before under another id.';

/**
 * Logs events whose message is known already under another id: two subscriptions deliver each message twice.
 *
 * One that came again under the same id is the same delivery, and stands in the log as it is. What the socket repeats is not
 * logged: with both ways in use it repeats everything. Nor is what the bot has sent, where its echo was faster.
 */
export async function logDuplicates(
	transaction: Statements,
	rowSource: RowSource,
	events: readonly NumberedEvent[],
	mayBeOld: boolean
): Promise<void> {
	const duplicates = events
		.filter(({ messageId, source }) => messageId !== null && source === 'webhook')
		.map((event) => ({
			...event,
			messageId: null,
			state: 'duplicate' as const,
			error: DuplicateReason
		}));
	if (duplicates.length > 0) await insertEvents(transaction, rowSource, duplicates, mayBeOld);
}
