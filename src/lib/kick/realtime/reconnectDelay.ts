import type { ClosureKind } from './Protocol.js';

interface Pace {
	atLeastMs: number;
	/** The first try falls anywhere into it. It doubles with each failure. */
	windowMs: number;
	maxWindowMs: number;
}

/** `unsettled`: there is no server to connect to, because Kick refused all that we know, or will not name one. */
export type Delay = Exclude<ClosureKind, 'refused'> | 'unsettled';

const Minute = 60_000;

// A server that goes down or asks its clients to come back has many thousands of them, and we are several connections
// ourselves. So each try falls anywhere into a window, "at once" included, and the windows grow.
const Paces: Record<Delay, Pace> = {
	again: { atLeastMs: 0, windowMs: 1_000, maxWindowMs: 2 * Minute },
	overloaded: { atLeastMs: 1_000, windowMs: 4_000, maxWindowMs: 2 * Minute },
	lost: { atLeastMs: 250, windowMs: 2_000, maxWindowMs: 2 * Minute },
	unsettled: { atLeastMs: 30_000, windowMs: 30_000, maxWindowMs: 5 * Minute }
};

/** @param failures How many in a row, 1 for the first. */
export function reconnectDelayMs(delay: Delay, failures: number, random: () => number): number {
	const { atLeastMs, windowMs, maxWindowMs } = Paces[delay];
	return atLeastMs + random() * Math.min(windowMs * 2 ** (failures - 1), maxWindowMs);
}
