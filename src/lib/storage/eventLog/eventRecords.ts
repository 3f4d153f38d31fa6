import { type EventRecord, typedColumns } from '../events/eventRecord.js';
import { toLogId } from '../events/logIds.js';
import type { DeliveryState } from '../events/types.js';
import type { PrismaClient } from '../prisma.js';
import type { LoggedEvent, LogRow } from './types.js';

type DeliveryRecord = Awaited<ReturnType<PrismaClient['kickDelivery']['findUniqueOrThrow']>>;

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
		...typedColumns(record),
		isTest: record.source === 'test',
		deliveries: states
	};
}

export function toLoggedEvent(record: EventRecord & { deliveries: DeliveryRecord[] }): LoggedEvent {
	return { ...toLogRow(record), payload: record.payload };
}
