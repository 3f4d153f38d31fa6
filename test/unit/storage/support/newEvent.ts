import type { ChatterTouch } from '../../../../src/lib/storage/chatters/ChatterRepository.js';
import type { Database } from '../../../../src/lib/storage/Database.js';
import { nextSeq, toLogId } from '../../../../src/lib/storage/events/logIds.js';
import type { EventRow, NewEvent } from '../../../../src/lib/storage/events/types.js';
import type { StreamSighting, ViewerFacts } from '../../../../src/lib/storage/watchtime/types.js';

/** Facts about viewers in the payload of the event. */
interface Facts {
	chatter?: ChatterTouch | null;
	chattedAt?: Date;
	sighting?: StreamSighting;
}

export type EventChanges = Partial<Omit<NewEvent, 'senderUserId'>> & Facts;

/** Builds chat message `number` of a channel, with the id that it gets when it is stored after the ones before it. */
export function newEvent(number: number, changes: EventChanges = {}): NewEvent & EventRow {
	const { chatter = { userId: 7, username: 'ana', color: '#00FF00' }, chattedAt, sighting, ...rest } = changes;
	const event = {
		eventId: `event-${number}`,
		messageId: `message-${number}`,
		type: sighting ? 'livestream.status.updated' : 'chat.message.sent',
		version: '1',
		source: 'webhook',
		subscriptionId: 'subscription-1',
		broadcasterUserId: 123456,
		guildId: null,
		sentAt: new Date(Date.UTC(2026, 0, 1) + number * 1000),
		receivedAt: new Date(Date.UTC(2026, 0, 1) + number * 1000 + 250),
		payload: JSON.stringify({ content: `message ${number}`, chatter, chattedAt, sighting }),
		state: 'received',
		error: null,
		isOwn: false,
		guildIds: ['1146912345678901234'],
		senderUserId: chatter && !sighting ? chatter.userId : null,
		...rest
	} as const;
	return { ...event, id: toLogId(nextSeq(0, event.receivedAt)) };
}

/** The id of the `number`th event. */
export function eventRowId(number: number): string {
	return newEvent(number).id;
}

/** Counts what the events above say about viewers. */
export async function countViewers({ viewers }: Pick<Database, 'viewers'>): Promise<void> {
	while ((await viewers.countNext(1_000, factsOf)) > 0);
}

function factsOf({ payload, sentAt }: EventRow): ViewerFacts {
	const { chatter, chattedAt, sighting } = JSON.parse(payload, reviveDate);
	return { chatter: sighting ? null : chatter, chattedAt: chattedAt ?? sentAt, sighting: sighting ?? null };
}

function reviveDate(key: string, value: unknown): unknown {
	return ['at', 'startedAt', 'chattedAt'].includes(key) && typeof value === 'string' ? new Date(value) : value;
}
