import type { z } from 'zod';
import type { KickWebhookPayloads, KickWebhookType } from '../events/index.js';
import { chatMessage, userBanned } from './chatSchemas.js';
import { livestreamMetadata, livestreamStatus } from './livestreamSchemas.js';
import { follow, kicksGifted, rewardRedemption, subscription, subscriptionGifts } from './supportSchemas.js';

/** What each type of event looks like on the wire, and what becomes of it. @see https://docs.kick.com/events/event-types */
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
