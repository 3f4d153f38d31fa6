export const MinuteMs = 60_000;
/** A live channel that is quiet for this long has no viewers, or its events do not arrive. */
export const QuietMs = 30 * MinuteMs;

export function ago(now: Date, then: Date): string {
	const minutes = Math.floor((now.getTime() - then.getTime()) / MinuteMs);
	return minutes < 1 ? 'just now' : `${minutes} min ago`;
}

/** Formats a time without its zone. Append "UTC". */
export function minute(date: Date): string {
	return date.toISOString().slice(0, 16).replace('T', ' ');
}
