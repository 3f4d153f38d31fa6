import type { DeliveryState, EventRow, EventState } from '../events/types.js';
import type { PrismaClient } from '../prisma.js';
import type { LoggedEvent, LogRow } from './types.js';

type DeliveryRecord = Awaited<ReturnType<PrismaClient['kickDelivery']['findUniqueOrThrow']>>;
type EventRecord = Awaited<ReturnType<PrismaClient['kickEvent']['findUniqueOrThrow']>>;

const Sources = ['webhook', 'websocket', 'test', 'bot'] as const satisfies EventRow['source'][];

export function toEventRow({
	senderUserId: _,
	...record
}: Omit<EventRecord, 'senderUserId'> & { senderUserId?: bigint | null }): EventRow {
	return { ...record, ...typed(record) };
}

export function toLogRow({
	deliveries,
	senderUserId: _,
	...record
}: Omit<EventRecord, 'payload'> & { deliveries: DeliveryRecord[] }): LogRow {
	const states = deliveries.map(({ eventId: _event, state, ...delivery }) => ({
		...delivery,
		state: state as DeliveryState
	}));
	return { ...record, ...typed(record), isTest: record.source === 'test', deliveries: states };
}

export function toLoggedEvent(record: EventRecord & { deliveries: DeliveryRecord[] }): LoggedEvent {
	return { ...toLogRow(record), payload: record.payload };
}

/** A newer version may have written a source that this one does not know. */
function typed({
	source,
	broadcasterUserId,
	state,
	isOwn
}: Pick<EventRecord, 'source' | 'broadcasterUserId' | 'state' | 'isOwn'>) {
	return {
		// Version 0.1 did not write the mark.
		isOwn: isOwn || source === 'bot',
		source: Sources.find((known) => known === source) ?? 'webhook',
		broadcasterUserId: broadcasterUserId === null ? null : Number(broadcasterUserId),
		state: state as EventState
	};
}
