import { type EventRecord, typedColumns } from '../events/eventRecord.js';
import { toLogId } from '../events/logIds.js';
import type { DeliveryState } from '../events/states.js';
import type { PrismaClient } from '../prisma.js';
import { deriveDeliveries, overallState } from './deriveDeliveries.js';
import type { HandledRange } from './handledRanges.js';
import type { LoggedEvent, LogRow } from './types.js';

type DeliveryRecord = Awaited<ReturnType<PrismaClient['kickDelivery']['findUniqueOrThrow']>>;

/**
 * Converts a record to a row of the log.
 *
 * @param ranges Ranges of the servers that the row is for.
 */
export function toLogRow(
	{
		seq,
		messageKey,
		deliveries,
		senderUserId: _,
		...record
	}: Omit<EventRecord, 'payload'> & { deliveries: DeliveryRecord[] },
	ranges: readonly HandledRange[]
): LogRow {
	const rows = deliveries.map(({ guildId, state, attempts, error, updatedAt }) => ({
		guildId,
		state: state as DeliveryState,
		attempts,
		error,
		updatedAt: new Date(Number(updatedAt))
	}));
	const event = { ...record, id: toLogId(seq), messageId: messageKey, ...typedColumns(record) };
	return {
		...event,
		isTest: record.source === 'test',
		deliveries: deriveDeliveries(event, rows, ranges)
	};
}

/** Converts a record to an event with the deliveries of all servers, and with its state over all of them. */
export function toWholeEvent(
	record: EventRecord & { deliveries: DeliveryRecord[] },
	ranges: readonly HandledRange[]
): LoggedEvent {
	const event = toLogRow(record, ranges);
	return { ...event, payload: record.payload, state: overallState(event.state, event.deliveries) };
}
