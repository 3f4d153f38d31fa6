import type { Statements } from '../direct/Statements.js';
import { fromStoredRow, type StoredRow } from './storedRow.js';
import type { PendingDelivery } from './types.js';
import { unfinishedDeliveries } from './unfinishedIds.js';

/** What a server is still to handle, the oldest first, with the events. */
export async function pendingDeliveries(
	statements: Statements,
	guildId: string,
	limit: number
): Promise<PendingDelivery[]> {
	const rows = await statements.$queryRaw<(StoredRow & { attempts: number })[]>`
		SELECT waiting.attempts, kick_events.*
		FROM (${unfinishedDeliveries(guildId, 'oldest', limit)}) AS waiting
		JOIN kick_events ON kick_events.seq = waiting.event_seq
		ORDER BY kick_events.seq`;
	return rows.map(({ attempts, ...row }) => ({ guildId, attempts, event: fromStoredRow(row) }));
}
