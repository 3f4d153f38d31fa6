import type { PrismaClient } from '../prisma.js';
import { toLogId } from './logIds.js';
import type { EventState } from './states.js';
import type { EventRow } from './types.js';

export type EventRecord = Awaited<ReturnType<PrismaClient['kickEvent']['findUniqueOrThrow']>>;

const Sources = ['webhook', 'websocket', 'test', 'bot'] as const satisfies EventRow['source'][];

export function toEventRow({
	seq,
	messageKey,
	senderUserId: _,
	...record
}: Omit<EventRecord, 'senderUserId'> & { senderUserId?: bigint | null }): EventRow {
	return { ...record, id: toLogId(seq), messageId: messageKey, ...typedColumns(record) };
}

/**
 * Converts columns to the types of `EventRow`. A newer version may have written a source that this one does not know.
 */
export function typedColumns({
	source,
	broadcasterUserId,
	sentAt,
	receivedAt,
	state,
	isOwn
}: Pick<EventRecord, 'source' | 'broadcasterUserId' | 'sentAt' | 'receivedAt' | 'state' | 'isOwn'>) {
	return {
		// Version 0.1 did not write this flag.
		isOwn: isOwn || source === 'bot',
		source: Sources.find((known) => known === source) ?? 'webhook',
		broadcasterUserId: broadcasterUserId === null ? null : Number(broadcasterUserId),
		sentAt: new Date(Number(sentAt)),
		receivedAt: new Date(Number(receivedAt)),
		state: state as EventState
	};
}
