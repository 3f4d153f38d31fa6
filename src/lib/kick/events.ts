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
	ChatCleared: 'kickChatCleared'
} as const;

/** A person on Kick. Everything is `null` where Kick does not say, as for an anonymous gifter. */
export interface KickUser {
	id: number;
	username: string;
	slug: string;
	avatarUrl: string | null;
	isVerified: boolean;
	/** Name colour as `#RRGGBB`. */
	color: string | null;
	badges: KickBadge[];
}

export interface KickBadge {
	type: string;
	text: string;
	count?: number;
}

export interface KickEmote {
	id: string;
	name: string;
}

export interface KickReply {
	id: string;
	content: string;
	sender: KickUser | null;
}

interface KickChannelEvent {
	broadcaster: KickUser;
}

export interface KickChatMessage extends KickChannelEvent {
	/** Kick's message id: what `replyTo` of {@link KickService.send} takes. */
	id: string;
	content: string;
	sender: KickUser;
	emotes: KickEmote[];
	replyTo: KickReply | null;
	createdAt: Date;
}

export interface KickFollow extends KickChannelEvent {
	follower: KickUser;
}

export interface KickSubscription extends KickChannelEvent {
	subscriber: KickUser;
	/** Months in a row; 1 for a new subscription. */
	months: number;
	createdAt: Date | null;
	expiresAt: Date | null;
}

export interface KickSubscriptionGifts extends KickChannelEvent {
	/** `null` when the gifter wants to stay anonymous. */
	gifter: KickUser | null;
	giftees: KickUser[];
	createdAt: Date | null;
	expiresAt: Date | null;
}

export interface KickRewardRedemption extends KickChannelEvent {
	id: string;
	reward: { id: string; title: string; cost: number; description: string | null };
	redeemer: KickUser;
	userInput: string | null;
	/** `pending`, `accepted` or `rejected` today; Kick may add more. */
	status: string;
	redeemedAt: Date | null;
}

export interface KickLivestreamStatus extends KickChannelEvent {
	isLive: boolean;
	title: string | null;
	startedAt: Date | null;
	endedAt: Date | null;
}

export interface KickLivestreamMetadata extends KickChannelEvent {
	title: string | null;
	language: string | null;
	hasMatureContent: boolean;
	category: { id: number; name: string; thumbnailUrl: string | null } | null;
}

export interface KickUserBanned extends KickChannelEvent {
	moderator: KickUser | null;
	bannedUser: KickUser;
	reason: string | null;
	createdAt: Date | null;
	/** `null` means for ever. */
	expiresAt: Date | null;
}

export interface KickKicksGifted extends KickChannelEvent {
	sender: KickUser;
	gift: {
		amount: number;
		name: string;
		type: string | null;
		tier: string | null;
		message: string | null;
		pinnedSeconds: number | null;
	};
	createdAt: Date | null;
}

/** Kick's event types, as in the header `Kick-Event-Type`, and what each becomes. */
export interface KickEventPayloads {
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

export type KickEventType = keyof KickEventPayloads;
export type KickEvent = KickEventPayloads[KickEventType];

/** Client event of each Kick type. The keys are also all the types that Kick has. */
export const ClientEventOf = {
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
} as const satisfies Record<KickEventType, string>;

export const KickEventTypes = Object.keys(ClientEventOf) as KickEventType[];

export function isKickEventType(type: string): type is KickEventType {
	return Object.hasOwn(ClientEventOf, type);
}

/** Second argument of every Kick client event. */
export interface KickEventContext<Type extends string = KickEventType> {
	/** Discord server that the event is for. */
	guildId: string;
	source: 'webhook' | 'websocket';
	type: Type;
	/** Kick's message id (the header of a webhook): the same event never has two. */
	eventId: string;
	/** When this bot received it. */
	receivedAt: Date;
	/** When Kick sent it, by its signed timestamp. */
	sentAt: Date;
}
