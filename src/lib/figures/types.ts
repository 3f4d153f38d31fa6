/** Counts of a channel's events. Tests, duplicates and the bot's own messages are not counted. */
export interface ChannelFigures {
	/** Number of chat messages. */
	messages: number;
	/** Number of new followers. A viewer who follows again counts again. */
	followers: number;
	/** Number of subscriptions that viewers bought for themselves, new and renewed. */
	subscriptions: number;
	/** Number of subscriptions that were gifted. */
	gifts: number;
	/** Number of KICKs that were gifted. */
	kicks: number;
}

/** Gift of one or more subscriptions. */
export interface SubscriptionGift {
	count: number;
	/** Name of the gifter. `null`: anonymous. */
	gifter: string | null;
}

interface KicksGift {
	amount: number;
	/** Kick user id. */
	senderId: number;
}

/** Counts of one part of the time. */
export interface FigureBucket {
	messages: number;
	followers: number;
	newSubscriptions: number;
	renewals: number;
	subscriptionGifts: readonly SubscriptionGift[];
	kicksGifts: readonly KicksGift[];
}
