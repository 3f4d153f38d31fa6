import { nextSeq } from './logIds.js';

/** The clocks of the bot and of the database may differ by this much. */
export const SkewMs = 5_000;

/**
 * Assigns the next numbers of the log to events that were received at these times.
 *
 * A process whose clock is ahead does not take the numbers ahead with it: the database's clock is their limit.
 */
export function numberBatch(head: { last: number; now: number }, receivedAt: readonly number[]): number[] {
	const latest = head.now + SkewMs;
	let { last } = head;
	return receivedAt.map((time) => {
		last = nextSeq(last, new Date(Math.min(time, latest)));
		return last;
	});
}
