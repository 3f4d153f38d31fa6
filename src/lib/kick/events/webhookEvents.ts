/** User on Kick. `avatarUrl` and `color` are `null` when Kick does not send them. */
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

/** Base of every event. */
export interface KickChannelEvent {
	/** Owner of the channel. */
	broadcaster: KickUser;
}

export interface KickChatMessage extends KickChannelEvent {
	/** Kick's message id, for `replyTo` of {@link KickService.send}. */
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
	/** Consecutive months. 1 for a new subscription. */
	months: number;
	createdAt: Date | null;
	expiresAt: Date | null;
}

export interface KickSubscriptionGifts extends KickChannelEvent {
	/** `null` for an anonymous gifter. */
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
	/** `pending`, `accepted` or `rejected`. Kick may add more. Empty when Kick sends none. */
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
	/** End of a timeout. `null` for a permanent ban. */
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
