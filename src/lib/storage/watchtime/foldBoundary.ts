export const DayMs = 24 * 60 * 60_000;

/** Kick's webhooks are hours late at times: a day is counted together only when it is over for this long. */
const KeepVisitsMs = 2 * DayMs;
/** The visits of the last stream are kept, so that it can be told apart from others of its day, but not for ever. */
const KeepStreamMs = 7 * DayMs;

function startOfDay(time: number): number {
	return Math.floor(time / DayMs) * DayMs;
}

/**
 * A message from before this time came too late to count: its day may be counted together already.
 *
 * @param newest End of the channel's newest visit. Kick's time, and not the clock of this machine, which may be changed.
 */
export function latenessLimit(newest: number): number {
	return startOfDay(newest - KeepVisitsMs);
}

/** Until when visits may be counted together: never after {@link latenessLimit}. */
export function foldBoundary(newest: number, streamStartedAt: number | null): number {
	const startOfStream = streamStartedAt === null ? Number.POSITIVE_INFINITY : startOfDay(streamStartedAt);
	return Math.max(startOfDay(newest - KeepStreamMs), Math.min(latenessLimit(newest), startOfStream));
}
