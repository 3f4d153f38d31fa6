import { nextSeq } from './logIds.js';

/** Tolerated difference between the clocks of the bot and of the database. */
export const SkewMs = 5_000;

/**
 * Assigns the next numbers of the log to events that were received at these times.
 *
 * The database's clock is the limit, so a process whose clock is ahead cannot push the numbers ahead.
 */
export function numberBatch(head: { last: number; now: number }, receivedAt: readonly number[]): number[] {
	const latest = head.now + SkewMs;
	let { last } = head;
	return receivedAt.map((time) => {
		last = nextSeq(last, new Date(Math.min(time, latest)));
		return last;
	});
}
