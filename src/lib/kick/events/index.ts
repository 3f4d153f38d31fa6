import type {
	KickChatCleared,
	KickChatMode,
	KickMessageDeleted,
	KickMessagePinned,
	KickMessageUnpinned,
	KickUserUnbanned
} from './socketEvents.js';
import type {
	KickChatMessage,
	KickFollow,
	KickKicksGifted,
	KickLivestreamMetadata,
	KickLivestreamStatus,
	KickRewardRedemption,
	KickSubscription,
	KickSubscriptionGifts,
	KickUserBanned
} from './webhookEvents.js';

export * from './socketEvents.js';
export * from './webhookEvents.js';

/**
 * Names of the client events, for `client.on(KickEvents.ChatMessage, …)` and `Listener<typeof KickEvents.ChatMessage>`.
 */
export const KickEvents = {
	Any: 'kickEvent',
	ChatMessage: 'kickChatMessage',
	Follow: 'kickFollow',
	SubscriptionNew: 'kickSubscriptionNew',
	SubscriptionRenewal: 'kickSubscriptionRenewal',
	SubscriptionGifts: 'kickSubscriptionGifts',
	RewardRedemption: 'kickRewardRedemption',
	LivestreamStatus: 'kickLivestreamStatus',
	LivestreamMetadata: 'kickLivestreamMetadata',
	UserBanned: 'kickUserBanned',
	KicksGifted: 'kickKicksGifted',
	MessageDeleted: 'kickMessageDeleted',
	UserUnbanned: 'kickUserUnbanned',
	ChatCleared: 'kickChatCleared',
	ChatModeChanged: 'kickChatModeChanged',
	MessagePinned: 'kickMessagePinned',
	MessageUnpinned: 'kickMessageUnpinned'
} as const;

/** Events by webhook, by their type in the header `Kick-Event-Type`. */
export interface KickWebhookPayloads {
	'chat.message.sent': KickChatMessage;
	'channel.followed': KickFollow;
	'channel.subscription.new': KickSubscription;
	'channel.subscription.renewal': KickSubscription;
	'channel.subscription.gifts': KickSubscriptionGifts;
	'channel.reward.redemption.updated': KickRewardRedemption;
	'livestream.status.updated': KickLivestreamStatus;
	'livestream.metadata.updated': KickLivestreamMetadata;
	'moderation.banned': KickUserBanned;
	'kicks.gifted': KickKicksGifted;
}

/** Events that only the live socket sends. Kick has no public types for them, so the names are the plugin's own. */
export interface KickSocketPayloads {
	'chat.message.deleted': KickMessageDeleted;
	'moderation.unbanned': KickUserUnbanned;
	'chat.cleared': KickChatCleared;
	'chat.mode.updated': KickChatMode;
	'chat.message.pinned': KickMessagePinned;
	'chat.message.unpinned': KickMessageUnpinned;
}

export interface KickEventPayloads extends KickWebhookPayloads, KickSocketPayloads {}

/** Type of an event that Kick sends by webhook. */
export type KickWebhookType = keyof KickWebhookPayloads;
export type KickEventType = keyof KickEventPayloads;
export type KickEvent = KickEventPayloads[KickEventType];

const ClientEventOfWebhook = {
	'chat.message.sent': KickEvents.ChatMessage,
	'channel.followed': KickEvents.Follow,
	'channel.subscription.new': KickEvents.SubscriptionNew,
	'channel.subscription.renewal': KickEvents.SubscriptionRenewal,
	'channel.subscription.gifts': KickEvents.SubscriptionGifts,
	'channel.reward.redemption.updated': KickEvents.RewardRedemption,
	'livestream.status.updated': KickEvents.LivestreamStatus,
	'livestream.metadata.updated': KickEvents.LivestreamMetadata,
	'moderation.banned': KickEvents.UserBanned,
	'kicks.gifted': KickEvents.KicksGifted
} as const satisfies Record<KickWebhookType, string>;

/** Client events by type. */
export const ClientEventOf = {
	...ClientEventOfWebhook,
	'chat.message.deleted': KickEvents.MessageDeleted,
	'moderation.unbanned': KickEvents.UserUnbanned,
	'chat.cleared': KickEvents.ChatCleared,
	'chat.mode.updated': KickEvents.ChatModeChanged,
	'chat.message.pinned': KickEvents.MessagePinned,
	'chat.message.unpinned': KickEvents.MessageUnpinned
} as const satisfies Record<KickEventType, string>;

/** All types that a bot can subscribe to. Only these arrive by webhook. */
export const KickWebhookTypes = Object.keys(ClientEventOfWebhook) as KickWebhookType[];

export function isKickWebhookType(type: string): type is KickWebhookType {
	return Object.hasOwn(ClientEventOfWebhook, type);
}

export function isKickEventType(type: string): type is KickEventType {
	return Object.hasOwn(ClientEventOf, type);
}

/** Second argument of every Kick client event. */
export interface KickEventContext<Type extends string = KickEventType> {
	/** Discord server that the event is for. */
	guildId: string;
	/** Source from which the bot received the event first. */
	source: 'webhook' | 'websocket';
	type: Type;
	/**
	 * Id of the event. The same event always has the same id. It is the id in a webhook's header, or the message id of a
	 * chat message by socket. For other socket events without an id, the plugin creates one.
	 */
	eventId: string;
	/** Whether this is a test event from `kick.events.sendTestEvent`. */
	isTest: boolean;
	/** Time when this bot received it. */
	receivedAt: Date;
	/** Time when Kick sent it, from the webhook's signed timestamp. By socket, the time of the chat message. */
	sentAt: Date;
}
