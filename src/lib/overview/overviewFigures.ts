import { addFigures, sum } from '../figures/figureBuckets.js';
import type { MinuteOfFigures } from '../figures/MinuteFigures.js';
import type { OverviewFigures } from './types.js';

/** Adds up the minutes since a time. */
export function overviewFigures(
	minutes: readonly MinuteOfFigures[],
	from: Date,
	{ chatters, loggedSince }: { chatters: number; loggedSince: Date | null }
): OverviewFigures {
	const counted = minutes.filter(({ at }) => at >= from);
	const gifts = counted.flatMap(({ subscriptionGifts }) => subscriptionGifts);
	const largest = gifts.toSorted((one, other) => other.count - one.count)[0] ?? null;
	return {
		from,
		...addFigures(counted),
		chatters,
		newSubscriptions: sum(counted.map(({ newSubscriptions }) => newSubscriptions)),
		renewals: sum(counted.map(({ renewals }) => renewals)),
		largestGift: largest,
		kicksSenders: new Set(counted.flatMap(({ kicksGifts }) => kicksGifts.map(({ senderId }) => senderId))).size,
		isComplete: loggedSince !== null && loggedSince <= from
	};
}
