import { toLogId } from '../events/logIds.js';
import type { DeliveryState, EventRow, EventState } from '../events/types.js';
import type { PrismaClient } from '../prisma.js';
import type { LoggedEvent, LogRow } from './types.js';

type DeliveryRecord = Awaited<ReturnType<PrismaClient['kickDelivery']['findUniqueOrThrow']>>;
type EventRecord = Awaited<ReturnType<PrismaClient['kickEvent']['findUniqueOrThrow']>>;

const Sources = ['webhook', 'websocket', 'test', 'bot'] as const satisfies EventRow['source'][];

export function toEventRow({
	seq,
	messageKey,
	senderUserId: _,
	...record
}: Omit<EventRecord, 'senderUserId'> & { senderUserId?: bigint | null }): EventRow {
	return { ...record, id: toLogId(seq), messageId: messageKey, ...typed(record) };
}

export function toLogRow({
	seq,
	messageKey,
	deliveries,
	senderUserId: _,
	...record
}: Omit<EventRecord, 'payload'> & { deliveries: DeliveryRecord[] }): LogRow {
	const states = deliveries.map(({ guildId, state, attempts, error, updatedAt }) => ({
		guildId,
		state: state as DeliveryState,
		attempts,
		error,
		updatedAt: new Date(Number(updatedAt))
	}));
	return {
		...record,
		id: toLogId(seq),
		messageId: messageKey,
		...typed(record),
		isTest: record.source === 'test',
		deliveries: states
	};
}

export function toLoggedEvent(record: EventRecord & { deliveries: DeliveryRecord[] }): LoggedEvent {
	return { ...toLogRow(record), payload: record.payload };
}

/** A newer version may have written a source that this one does not know. */
function typed({
	source,
	broadcasterUserId,
	sentAt,
	receivedAt,
	state,
	isOwn
}: Pick<EventRecord, 'source' | 'broadcasterUserId' | 'sentAt' | 'receivedAt' | 'state' | 'isOwn'>) {
	return {
		// Version 0.1 did not write the mark.
		isOwn: isOwn || source === 'bot',
		source: Sources.find((known) => known === source) ?? 'webhook',
		broadcasterUserId: broadcasterUserId === null ? null : Number(broadcasterUserId),
		sentAt: new Date(Number(sentAt)),
		receivedAt: new Date(Number(receivedAt)),
		state: state as EventState
	};
}
