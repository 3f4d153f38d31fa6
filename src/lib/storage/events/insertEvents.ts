import type { RowSource } from '../direct/rowSources.js';
import type { Statements } from '../direct/Statements.js';
import { Prisma } from '../prisma.js';
import { chunks } from '../support/chunks.js';
import { storableValue } from '../support/storable.js';
import type { NewEvent, NumberedEvent } from './types.js';

/**
 * Inserts the events that are not known yet, in order, and returns their numbers. Of two equal ones the first wins.
 *
 * @param mayBeOld Whether version 0.1 may have stored them: its rows are moved while new events arrive.
 */
export async function insertEvents(
	transaction: Statements,
	rowSource: RowSource,
	events: readonly NumberedEvent[],
	mayBeOld: boolean
): Promise<Set<number>> {
	const inserted = new Set<number>();
	const isNew = mayBeOld ? NotInOldLog : Prisma.empty;
	for (const chunk of chunks(events, Object.keys(Columns).length)) {
		const given = chunk.map((event) => [BigInt(event.seq), ...eventValues(event)]);
		const rows = await transaction.$queryRaw<{ seq: number | string }[]>`
			INSERT INTO kick_events (
				seq, event_id, message_key, type, version, source, subscription_id, broadcaster_user_id, guild_id,
				sender_user_id, sent_at, received_at, payload, state, error, is_own
			)
			SELECT * FROM (${rowSource(Columns, given)}) AS event
			WHERE TRUE ${isNew}
			ORDER BY seq
			ON CONFLICT DO NOTHING
			RETURNING seq`;
		for (const { seq } of rows) inserted.add(Number(seq));
	}
	return inserted;
}

/** A condition for given rows named `event`. */
export const NotInOldLog = Prisma.sql`
	AND NOT EXISTS (SELECT 1 FROM kick_old_events AS old WHERE old.event_id = event.event_id)
	AND NOT EXISTS (SELECT 1 FROM kick_old_events AS old WHERE old.message_id = event.message_key)`;

/** Columns of an event, but for its number. */
export const EventColumns = {
	event_id: 'text',
	message_key: 'text',
	type: 'text',
	version: 'text',
	source: 'text',
	subscription_id: 'text',
	broadcaster_user_id: 'number',
	guild_id: 'text',
	sender_user_id: 'number',
	sent_at: 'number',
	received_at: 'number',
	payload: 'text',
	state: 'text',
	error: 'text',
	is_own: 'flag'
} as const;

const Columns = { seq: 'number', ...EventColumns } as const;

export function eventValues(event: NewEvent) {
	return [
		event.eventId,
		event.messageId,
		event.type,
		event.version,
		event.source,
		event.subscriptionId,
		event.broadcasterUserId === null ? null : BigInt(event.broadcasterUserId),
		event.guildId,
		event.senderUserId === null ? null : BigInt(event.senderUserId),
		milliseconds(event.sentAt),
		milliseconds(event.receivedAt),
		event.payload,
		event.state,
		event.error,
		event.isOwn ?? false
	];
}

function milliseconds(date: Date): bigint {
	return BigInt((storableValue(date) as Date).getTime());
}
