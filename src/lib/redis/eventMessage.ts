import { z } from 'zod';
import type { KickEvent, KickEventContext } from '../kick/events/index.js';

/** Returns the Redis channel for the handled events of a Discord server. */
export function eventChannel(guildId: string): string {
	return `kick:events:${guildId}`;
}

/**
 * Schema of the published JSON, version 1. New fields keep the version. Removing a field or changing its meaning makes
 * a new version.
 *
 * @example
 * ```typescript
 * import { kickEventMessage } from 'sapphire-plugin-kick';
 *
 * redis.on('message', (_channel, text) => {
 *   const message = kickEventMessage.parse(JSON.parse(text));
 *   if (message.type === 'chat.message.sent') show(message.event);
 * });
 * ```
 */
export const kickEventMessage = z.object({
	version: z.literal(1),
	type: z.string(),
	guildId: z.string(),
	/** Kick's message id. The same event always has the same id. */
	eventId: z.string(),
	source: z.enum(['webhook', 'websocket']),
	/** Whether this is a test event of the bot. */
	isTest: z.boolean().default(false),
	sentAt: z.iso.datetime(),
	receivedAt: z.iso.datetime(),
	/** Event as listeners receive it, with dates as ISO strings. */
	event: z.record(z.string(), z.unknown())
});

export type KickEventMessage = z.infer<typeof kickEventMessage>;

export function toEventMessage(
	event: KickEvent,
	{ guildId, source, isTest, type, eventId, ...times }: KickEventContext
): string {
	return JSON.stringify({
		version: 1,
		type,
		guildId,
		eventId,
		source,
		isTest,
		sentAt: times.sentAt.toISOString(),
		receivedAt: times.receivedAt.toISOString(),
		event
	});
}
