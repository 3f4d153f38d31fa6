import { toEventRow } from './eventRecord.js';
import type { EventRow } from './types.js';

/** Row of `kick_events` as the drivers return it. Large numbers may be text. */
export interface StoredRow {
	seq: number | string;
	event_id: string;
	message_key: string | null;
	type: string;
	version: string;
	source: string;
	subscription_id: string | null;
	broadcaster_user_id: number | string | null;
	guild_id: string | null;
	sent_at: number | string;
	received_at: number | string;
	payload: string;
	state: string;
	error: string | null;
	/** SQLite returns 0 and 1. */
	is_own: boolean | number;
}

export function fromStoredRow({ type, version, source, payload, state, error, ...row }: StoredRow): EventRow {
	return toEventRow({
		seq: BigInt(row.seq),
		eventId: row.event_id,
		messageKey: row.message_key,
		type,
		version,
		source,
		subscriptionId: row.subscription_id,
		broadcasterUserId: row.broadcaster_user_id === null ? null : BigInt(row.broadcaster_user_id),
		guildId: row.guild_id,
		sentAt: BigInt(row.sent_at),
		receivedAt: BigInt(row.received_at),
		payload,
		state,
		error,
		isOwn: Boolean(row.is_own)
	});
}
