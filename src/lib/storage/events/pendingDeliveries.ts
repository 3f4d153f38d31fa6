import type { Statements } from '../direct/Statements.js';
import { toEventRow } from '../eventLog/eventRecords.js';
import type { PendingDelivery } from './types.js';
import { unfinishedDeliveries } from './unfinishedIds.js';

/** What the drivers answer: large numbers as text, too. */
interface PendingRow {
	attempts: number;
	seq: number | string;
	event_id: string;
	message_key: string | null;
	type: string;
	version: string;
	source: string;
	subscription_id: string | null;
	broadcaster_user_id: number | string | null;
	sent_at: number | string;
	received_at: number | string;
	payload: string;
	state: string;
	error: string | null;
	/** SQLite has 0 and 1. */
	is_own: boolean | number;
}

/** What a server is still to handle, the oldest first, with the events. */
export async function pendingDeliveries(
	statements: Statements,
	guildId: string,
	limit: number
): Promise<PendingDelivery[]> {
	const rows = await statements.$queryRaw<PendingRow[]>`
		SELECT waiting.attempts, kick_events.*
		FROM (${unfinishedDeliveries(guildId, 'oldest', limit)}) AS waiting
		JOIN kick_events ON kick_events.seq = waiting.event_seq
		ORDER BY kick_events.seq`;
	return rows.map((row) => ({ guildId, attempts: row.attempts, event: toEventRow(toRecord(row)) }));
}

function toRecord({ type, version, source, payload, state, error, ...row }: PendingRow) {
	return {
		seq: BigInt(row.seq),
		eventId: row.event_id,
		messageKey: row.message_key,
		type,
		version,
		source,
		subscriptionId: row.subscription_id,
		broadcasterUserId: row.broadcaster_user_id === null ? null : BigInt(row.broadcaster_user_id),
		sentAt: BigInt(row.sent_at),
		receivedAt: BigInt(row.received_at),
		payload,
		state,
		error,
		isOwn: Boolean(row.is_own)
	};
}
