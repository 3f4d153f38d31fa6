import type { EventRow, NewEvent } from '../../../../src/lib/storage/events/types.js';

/** A chat message, the `number`th of its channel. */
export function newEvent(number: number, changes: Partial<NewEvent> = {}): NewEvent & EventRow {
	return {
		id: eventRowId(number),
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
	};
}

/** As long as a ULID, and in the same order. */
export function eventRowId(number: number): string {
	return String(number).padStart(26, '0');
}
