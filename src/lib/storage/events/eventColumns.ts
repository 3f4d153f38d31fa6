import { storableValue } from '../support/storable.js';
import type { NewEvent } from './types.js';

/** Columns of an event except its number. */
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

export type EventColumn = keyof typeof EventColumns;

export const DuplicateReason = 'The same message arrived before under another id.';

/** Returns the values of an event in the order of the columns. */
export function eventValues(event: NewEvent): (string | number | boolean | null)[] {
	return [
		event.eventId,
		event.messageId,
		event.type,
		event.version,
		event.source,
		event.subscriptionId,
		event.broadcasterUserId,
		event.guildId,
		event.senderUserId,
		milliseconds(event.sentAt),
		milliseconds(event.receivedAt),
		event.payload,
		event.state,
		event.error,
		event.isOwn ?? false
	];
}

function milliseconds(date: Date): number {
	return (storableValue(date) as Date).getTime();
}
