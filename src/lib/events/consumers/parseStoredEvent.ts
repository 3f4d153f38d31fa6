import { err, ok, type Result } from '@sapphire/result';
import { isKickWebhookType, type KickEvent, type KickEventContext } from '../../kick/events/index.js';
import { parseWebhookEvent } from '../../kick/index.js';
import { parsePayload } from '../../parseJson.js';
import type { EventRow } from '../../storage/events/types.js';
import { readSocketPayload } from '../receiving/socketPayload.js';
import type { DeliveredEvent } from './ListenerRunner.js';

/** Event parsed from its body. All queues share it, so it must not be changed. */
export interface ParsedEvent {
	event: KickEvent;
	type: KickEventContext['type'];
}

/** Parsed events. Parsing is most of the work with an event, so all servers share the result. */
const known = new WeakMap<object, ParsedEvent | null>();

/** Parses a stored event. Returns `null` if it is not readable. */
export function parseStoredEvent(row: Omit<EventRow, 'state'>): ParsedEvent | null {
	const parsed = known.get(row);
	if (parsed !== undefined) return parsed;
	const read = row.source === 'websocket' ? readSocketPayload(row.payload) : readWebhook(row);
	const stored = read.unwrapOr(null);
	known.set(row, stored);
	return stored;
}

/** Remembers the parsed event for a row. */
export function rememberParsed(row: object, parsed: ParsedEvent): void {
	known.set(row, parsed);
}

/** Remembers the parsed event of one row for another row. */
export function shareParsed(from: object, to: object): void {
	const parsed = known.get(from);
	if (parsed) known.set(to, parsed);
}

/** Creates a copy of the event for one handler and server. Changes of the handler stay in its copy. */
export function toDeliveredEvent({ event, type }: ParsedEvent, row: EventRow, guildId: string): DeliveredEvent {
	const { eventId, receivedAt, sentAt } = row;
	const source = row.source === 'websocket' ? 'websocket' : 'webhook';
	const isTest = row.source === 'test';
	return {
		event: copyOf(event) as KickEvent,
		context: {
			guildId,
			source,
			type,
			eventId,
			receivedAt: new Date(receivedAt),
			sentAt: new Date(sentAt),
			isTest
		}
	};
}

/**
 * Copies plain objects, lists and dates, because events contain nothing else. A spread keeps the shape of an object,
 * which is 7 times faster.
 */
function copyOf(value: unknown): unknown {
	if (typeof value !== 'object' || value === null) return value;
	if (Array.isArray(value)) return value.map(copyOf);
	if (value instanceof Date) return new Date(value);
	const copy: Record<string, unknown> = { ...value };
	for (const name in copy) {
		const part = copy[name];
		if (typeof part === 'object' && part !== null) copy[name] = copyOf(part);
	}
	return copy;
}

function readWebhook({ type, payload }: Omit<EventRow, 'state'>): Result<ParsedEvent, unknown> {
	if (!isKickWebhookType(type)) return err('not known');
	return parseWebhookEvent(type, parsePayload(payload)).andThen((event) => ok({ event, type }));
}
