import { err, ok, type Result } from '@sapphire/result';
import { z } from 'zod';
import type { KickWebhookPayloads, KickWebhookType } from '../events/index.js';
import { schemaProblems } from '../schemaProblems.js';
import { wireId } from '../wire.js';
import { chatMessage, userBanned } from './chatSchemas.js';
import { livestreamMetadata, livestreamStatus } from './livestreamSchemas.js';
import { readChatMessage } from './readChatMessage.js';
import { follow, kicksGifted, rewardRedemption, subscription, subscriptionGifts } from './supportSchemas.js';

/** Fast readers for the usual bodies, without a schema. They return `null` for all others. */
const Readers: { [Type in KickWebhookType]?: (json: unknown) => KickWebhookPayloads[Type] | null } = {
	'chat.message.sent': readChatMessage
};

/**
 * Parses the body of a webhook into the event for listeners. Never throws.
 *
 * @param json Parsed body of any shape.
 * @returns The event, or one line for the log that names the wrong fields, without the values.
 */
export function parseWebhookEvent<Type extends KickWebhookType>(
	type: Type,
	json: unknown
): Result<KickWebhookPayloads[Type], string> {
	const read: ((json: unknown) => KickWebhookPayloads[Type] | null) | undefined = Readers[type];
	const event = read?.(json);
	if (event) return ok(event);
	const schema: z.ZodType<KickWebhookPayloads[Type]> = EventSchemas[type];
	const parsed = schema.safeParse(json);
	return parsed.success ? ok(parsed.data) : err(schemaProblems(parsed.error, 'body'));
}

const broadcasterOnly = z.object({ broadcaster: z.object({ user_id: wireId }) });

/** Returns the user id of an event's broadcaster, even for types that this plugin does not know. */
export function broadcasterOf(json: unknown): number | null {
	const parsed = broadcasterOnly.safeParse(json);
	return parsed.success ? parsed.data.broadcaster.user_id : null;
}

/** Schemas that parse each type of webhook into its event. @see https://docs.kick.com/events/event-types */
export const EventSchemas: { [Type in KickWebhookType]: z.ZodType<KickWebhookPayloads[Type]> } = {
	'chat.message.sent': chatMessage,
	'channel.followed': follow,
	'channel.subscription.new': subscription,
	'channel.subscription.renewal': subscription,
	'channel.subscription.gifts': subscriptionGifts,
	'channel.reward.redemption.updated': rewardRedemption,
	'livestream.status.updated': livestreamStatus,
	'livestream.metadata.updated': livestreamMetadata,
	'moderation.banned': userBanned,
	'kicks.gifted': kicksGifted
};
