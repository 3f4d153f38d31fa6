import { err, ok, Result } from '@sapphire/result';
import { isKickWebhookType, type KickEvent, type KickEventContext, parseWebhookEvent } from '../kick/index.js';
import type { EventRow } from '../storage/events/types.js';
import { readSocketPayload } from './socketPayload.js';

interface StoredEvent {
	event: KickEvent;
	type: KickEventContext['type'];
}

/** The event as listeners get it, made anew for each server, so that no listener can change another's. */
export function parseStoredEvent(
	row: EventRow,
	guildId: string
): { event: KickEvent; context: KickEventContext } | null {
	const parsed = row.source === 'websocket' ? readSocketPayload(row.payload) : readWebhook(row);
	const stored = parsed.unwrapOr(null);
	if (!stored) return null;
	const { eventId, receivedAt, sentAt } = row;
	const source = row.source === 'websocket' ? 'websocket' : 'webhook';
	const isTest = row.source === 'test';
	return { event: stored.event, context: { guildId, source, type: stored.type, eventId, receivedAt, sentAt, isTest } };
}

function readWebhook({ type, payload }: EventRow): Result<StoredEvent, unknown> {
	if (!isKickWebhookType(type)) return err('not known');
	return Result.from(() => JSON.parse(payload.replace(/^\uFEFF/, '')))
		.andThen((json) => parseWebhookEvent(type, json))
		.andThen((event) => ok({ event, type }));
}
