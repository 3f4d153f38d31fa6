const MinuteMs = 60_000;

/** Returns the average per minute. Less than a minute counts as a whole one. */
export function perMinute(count: number, lengthMs: number): number {
	return count / Math.max(lengthMs / MinuteMs, 1);
}
