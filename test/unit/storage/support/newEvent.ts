import { nextSeq, toLogId } from '../../../../src/lib/storage/events/logIds.js';
import type { EventRow, NewEvent } from '../../../../src/lib/storage/events/types.js';

/** A chat message, the `number`th of its channel. Its id is the one that it gets if it is stored after those before it. */
export function newEvent(number: number, changes: Partial<NewEvent> = {}): NewEvent & EventRow {
	const event = {
		eventId: `event-${number}`,
		messageId: `message-${number}`,
		type: 'chat.message.sent',
		version: '1',
		source: 'webhook',
		subscriptionId: 'subscription-1',
		broadcasterUserId: 123456,
		sentAt: new Date(Date.UTC(2026, 0, 1) + number * 1000),
		receivedAt: new Date(Date.UTC(2026, 0, 1) + number * 1000 + 250),
		payload: `{"content":"message ${number}"}`,
		state: 'received',
		error: null,
		isOwn: false,
		guildIds: ['1146912345678901234'],
		chatter: { userId: 7, username: 'ana', color: '#00FF00' },
		...changes
	} as const;
	return { ...event, id: toLogId(nextSeq(0, event.receivedAt)) };
}

/** The id of the `number`th event. */
export function eventRowId(number: number): string {
	return newEvent(number).id;
}
