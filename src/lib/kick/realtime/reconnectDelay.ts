import type { ClosureKind } from './Protocol.js';

interface Pace {
	atLeastMs: number;
	/** Range of the random delay. It doubles with each failure. */
	windowMs: number;
	maxWindowMs: number;
}

/** Reason for the next attempt. `unsettled`: Kick names no server, or refused all known ones. */
export type Delay = Exclude<ClosureKind, 'refused'> | 'unsettled';

const Minute = 60_000;

// A server that restarts loses many thousands of clients at once. So each delay is random, and the range grows.
const Paces: Record<Delay, Pace> = {
	again: { atLeastMs: 0, windowMs: 1_000, maxWindowMs: 2 * Minute },
	overloaded: { atLeastMs: 1_000, windowMs: 4_000, maxWindowMs: 2 * Minute },
	lost: { atLeastMs: 250, windowMs: 2_000, maxWindowMs: 2 * Minute },
	unsettled: { atLeastMs: 30_000, windowMs: 30_000, maxWindowMs: 5 * Minute }
};

/**
 * Returns a random delay before the next attempt.
 *
 * @param failures Number of failures in a row, 1 for the first.
 */
export function reconnectDelayMs(delay: Delay, failures: number, random: () => number): number {
	const { atLeastMs, windowMs, maxWindowMs } = Paces[delay];
	return atLeastMs + random() * Math.min(windowMs * 2 ** (failures - 1), maxWindowMs);
}
