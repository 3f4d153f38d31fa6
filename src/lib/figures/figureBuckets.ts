import { parseStoredEvent } from '../events/consumers/parseStoredEvent.js';
import type { KickKicksGifted, KickSubscriptionGifts } from '../kick/events/index.js';
import type { ActivityBucketRow } from '../storage/eventLog/types.js';
import type { ChannelFigures, FigureBucket } from './types.js';

/** Reads the counts of one part of the time. A gift that cannot be read counts as none. */
export function toFigureBucket({ events, gifts }: Pick<ActivityBucketRow, 'events' | 'gifts'>): FigureBucket {
	const parsed = gifts.map(parseStoredEvent).filter((gift) => gift !== null);
	return {
		messages: events['chat.message.sent'] ?? 0,
		followers: events['channel.followed'] ?? 0,
		newSubscriptions: events['channel.subscription.new'] ?? 0,
		renewals: events['channel.subscription.renewal'] ?? 0,
		subscriptionGifts: parsed.flatMap(({ event, type }) => {
			if (type !== 'channel.subscription.gifts') return [];
			const { gifter, giftees } = event as KickSubscriptionGifts;
			return [{ count: giftees.length, gifter: gifter?.username ?? null }];
		}),
		kicksGifts: parsed.flatMap(({ event, type }) => {
			if (type !== 'kicks.gifted') return [];
			const { gift, sender } = event as KickKicksGifted;
			return [{ amount: Math.max(gift.amount, 0), senderId: sender.id }];
		})
	};
}

/** Adds up the counts of several parts of the time. */
export function addFigures(buckets: readonly FigureBucket[]): ChannelFigures {
	return {
		messages: sum(buckets.map(({ messages }) => messages)),
		followers: sum(buckets.map(({ followers }) => followers)),
		subscriptions: sum(buckets.map(({ newSubscriptions, renewals }) => newSubscriptions + renewals)),
		gifts: sum(buckets.flatMap(({ subscriptionGifts }) => subscriptionGifts.map(({ count }) => count))),
		kicks: sum(buckets.flatMap(({ kicksGifts }) => kicksGifts.map(({ amount }) => amount)))
	};
}

export function sum(numbers: readonly number[]): number {
	return numbers.reduce((total, number) => total + number, 0);
}
