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

/** What every event has. */
export interface KickChannelEvent {
	/** The owner of the channel. */
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
	/** `pending`, `accepted` or `rejected` today; Kick may add more. Empty where Kick does not say. */
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
