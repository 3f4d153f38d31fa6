export const DayMs = 24 * 60 * 60_000;

/** Age at which a day may be folded. Kick's webhooks are sometimes hours late. */
const KeepVisitsMs = 2 * DayMs;
/** Maximum time for which the visits of the last stream are kept. They distinguish it from other streams of its day. */
const KeepStreamMs = 7 * DayMs;

function startOfDay(time: number): number {
	return Math.floor(time / DayMs) * DayMs;
}

/**
 * Returns the time before which messages are too late to count, because their day may already be folded.
 *
 * @param newest End of the channel's newest visit. This is Kick's time, because the clock of this machine may be
 * changed.
 */
export function latenessLimit(newest: number): number {
	return startOfDay(newest - KeepVisitsMs);
}

/** Returns the time up to which visits may be folded. It is never after {@link latenessLimit}. */
export function foldBoundary(newest: number, streamStartedAt: number | null): number {
	const startOfStream = streamStartedAt === null ? Number.POSITIVE_INFINITY : startOfDay(streamStartedAt);
	return Math.max(startOfDay(newest - KeepStreamMs), Math.min(latenessLimit(newest), startOfStream));
}
