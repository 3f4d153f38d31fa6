export const MinuteMs = 60_000;
/** A live channel this quiet is either unwatched or not heard. */
export const QuietMs = 30 * MinuteMs;

export function ago(now: Date, then: Date): string {
	const minutes = Math.floor((now.getTime() - then.getTime()) / MinuteMs);
	return minutes < 1 ? 'just now' : `${minutes} min ago`;
}

/** To be followed by "UTC". */
export function minute(date: Date): string {
	return date.toISOString().slice(0, 16).replace('T', ' ');
}
