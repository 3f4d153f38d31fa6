import type { RowSource } from '../direct/rowSources.js';
import type { Statements } from '../direct/Statements.js';
import { chunks } from '../support/chunks.js';
import { compareText } from '../support/compareText.js';
import type { NewEvent } from './types.js';

/**
 * Inserts the events that are not known yet, and answers their ids. Rows are tried in order, so the first of two equal ones wins.
 *
 * A row waits for an equal one that another process has not committed yet: with all of them in the same order, nobody waits in a
 * circle. What makes two rows equal is the message where there is one, as an event never has two.
 */
export async function insertEvents(
	transaction: Statements,
	rowSource: RowSource,
	events: readonly NewEvent[]
): Promise<Set<string>> {
	const inserted = new Set<string>();
	const ordered = events.toSorted((one, other) =>
		compareText(one.messageId ?? one.eventId, other.messageId ?? other.eventId)
	);
	for (const chunk of chunks(ordered, Object.keys(Columns).length)) {
		const rows = await transaction.$queryRaw<{ id: string }[]>`
			INSERT INTO kick_events (
				id, event_id, message_id, type, version, source, subscription_id, broadcaster_user_id,
				sender_user_id, sent_at, received_at, payload, state, error, is_own
			)
			${rowSource(Columns, chunk.map(values))}
			ON CONFLICT DO NOTHING
			RETURNING id`;
		for (const { id } of rows) inserted.add(id);
	}
	return inserted;
}

const Columns = {
	id: 'text',
	event_id: 'text',
	message_id: 'text',
	type: 'text',
	version: 'text',
	source: 'text',
	subscription_id: 'text',
	broadcaster_user_id: 'number',
	sender_user_id: 'number',
	sent_at: 'time',
	received_at: 'time',
	payload: 'text',
	state: 'text',
	error: 'text',
	is_own: 'flag'
} as const;

function values(event: NewEvent) {
	return [
		event.id,
		event.eventId,
		event.messageId,
		event.type,
		event.version,
		event.source,
		event.subscriptionId,
		event.broadcasterUserId === null ? null : BigInt(event.broadcasterUserId),
		event.chatter && BigInt(event.chatter.userId),
		event.sentAt,
		event.receivedAt,
		event.payload,
		event.state,
		event.error,
		event.isOwn ?? false
	];
}
