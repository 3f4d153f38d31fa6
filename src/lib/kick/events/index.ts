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

/** Names of the client events, for `client.on(KickEvents.ChatMessage, …)` and `Listener<typeof KickEvents.ChatMessage>`. */
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

/** What Kick sends by webhook, by its type in the header `Kick-Event-Type`, and what each becomes. */
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

/** What only the live socket tells. Kick has no name for these types: the names are ours. */
export interface KickSocketPayloads {
	'chat.message.deleted': KickMessageDeleted;
	'moderation.unbanned': KickUserUnbanned;
	'chat.cleared': KickChatCleared;
	'chat.mode.updated': KickChatMode;
	'chat.message.pinned': KickMessagePinned;
	'chat.message.unpinned': KickMessageUnpinned;
}

export interface KickEventPayloads extends KickWebhookPayloads, KickSocketPayloads {}

/** A type that Kick has webhooks for. */
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

/** Client event of each type. */
export const ClientEventOf = {
	...ClientEventOfWebhook,
	'chat.message.deleted': KickEvents.MessageDeleted,
	'moderation.unbanned': KickEvents.UserUnbanned,
	'chat.cleared': KickEvents.ChatCleared,
	'chat.mode.updated': KickEvents.ChatModeChanged,
	'chat.message.pinned': KickEvents.MessagePinned,
	'chat.message.unpinned': KickEvents.MessageUnpinned
} as const satisfies Record<KickEventType, string>;

/** All types that a bot can subscribe to, and the only ones that come by webhook. */
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
	/** The way by which it was here first. */
	source: 'webhook' | 'websocket';
	type: Type;
	/**
	 * Kick's id of the event: of a webhook that in its header, of a chat message by socket that of the message. Where the
	 * socket has none it is ours. The same event never has two.
	 */
	eventId: string;
	/** Made by this bot to try itself out, not by Kick: see `kick.events.sendTestEvent`. */
	isTest: boolean;
	/** When this bot received it. */
	receivedAt: Date;
	/** When Kick sent it, by the webhook's signed timestamp; by socket when the chat message was written. */
	sentAt: Date;
}
