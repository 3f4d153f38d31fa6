import { Result } from '@sapphire/result';
import { isKickEventType, type KickEvent, type KickEventContext, parseWebhookEvent } from '../kick/index.js';
import type { EventRow } from '../storage/types.js';

/** The event as listeners get it, made anew for each server, so that no listener can change another's. */
export function parseStoredEvent(
	row: EventRow,
	guildId: string
): { event: KickEvent; context: KickEventContext } | null {
	const { type } = row;
	if (!isKickEventType(type)) return null;
	const event = Result.from(() => JSON.parse(row.payload.replace(/^\uFEFF/, ''))).andThen((json) =>
		parseWebhookEvent(type, json)
	);
	if (event.isErr()) return null;
	const { source, eventId, receivedAt, sentAt } = row;
	return { event: event.unwrap(), context: { guildId, source, type, eventId, receivedAt, sentAt } };
}
