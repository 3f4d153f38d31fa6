const MinuteMs = 60_000;
const HourMs = 60 * MinuteMs;
const DayMs = 24 * HourMs;
/** Steps between labels that people read easily. */
const Steps = [5 * MinuteMs, 10 * MinuteMs, 30 * MinuteMs, HourMs, 2 * HourMs, 4 * HourMs, 12 * HourMs, DayMs];
const MaxTicks = 8;

/**
 * Returns round times in UTC for the labels of a time axis. The last one may be after the end, because the script moves
 * all of them to round times in the reader's zone.
 */
export function timeTicks(from: Date, to: Date): Date[] {
	const lengthMs = to.getTime() - from.getTime();
	const step = Steps.find((each) => lengthMs / each < MaxTicks) ?? DayMs;
	const times: Date[] = [];
	for (let at = Math.ceil(from.getTime() / step) * step; at < to.getTime() + step; at += step) times.push(new Date(at));
	return times;
}

/** Writes a tick in UTC: the day at midnight, else the time of day. */
export function tickText(at: Date): string {
	const iso = at.toISOString();
	return at.getTime() % DayMs === 0 ? iso.slice(5, 10) : iso.slice(11, 16);
}
