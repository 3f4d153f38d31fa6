import { z } from 'zod';
import type { KickEvent, KickEventContext } from '../kick/events/index.js';

/** Channel that the handled events of a Discord server are published to. */
export function eventChannel(guildId: string): string {
	return `kick:events:${guildId}`;
}

/**
 * What is published, as JSON: version 1. Fields may be added within a version; a field that changes its meaning or goes
 * makes a new version.
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
	/** Kick's message id: the same event never has two. */
	eventId: z.string(),
	source: z.enum(['webhook', 'websocket']),
	/** Made by the bot to try itself out, not by Kick. */
	isTest: z.boolean().default(false),
	sentAt: z.iso.datetime(),
	receivedAt: z.iso.datetime(),
	/** The event as listeners get it; dates as ISO texts. */
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
