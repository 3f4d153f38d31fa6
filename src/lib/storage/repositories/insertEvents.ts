import { Prisma } from '../prisma.js';
import type { EventRow } from '../types.js';
import { withoutNul } from '../withoutNul.js';
import { chunks } from './chunks.js';

/** Inserts the events that are not known yet, and answers their ids. Rows are tried in order, so the first of two equal ones wins. */
export async function insertEvents(
	transaction: Prisma.TransactionClient,
	events: readonly EventRow[]
): Promise<Set<string>> {
	const inserted = new Set<string>();
	for (const chunk of chunks(events, 13)) {
		const rows = await transaction.$queryRaw<{ id: string }[]>`
			INSERT INTO kick_events (
				id, event_id, message_id, type, version, source, subscription_id, broadcaster_user_id,
				sent_at, received_at, payload, state, error
			)
			VALUES ${Prisma.join(chunk.map(values))}
			ON CONFLICT DO NOTHING
			RETURNING id`;
		for (const { id } of rows) inserted.add(id);
	}
	return inserted;
}

function values(row: EventRow): Prisma.Sql {
	const event = withoutNul(row);
	const broadcasterUserId = event.broadcasterUserId === null ? null : BigInt(event.broadcasterUserId);
	return Prisma.sql`(
		${event.id}, ${event.eventId}, ${event.messageId}, ${event.type}, ${event.version}, ${event.source},
		${event.subscriptionId}, ${broadcasterUserId}, ${event.sentAt}, ${event.receivedAt}, ${event.payload},
		${event.state}, ${event.error}
	)`;
}
