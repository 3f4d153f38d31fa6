export const MinuteMs = 60_000;
const HourMs = 60 * MinuteMs;
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

/**
 * Text for people about a wrong clock of this machine.
 *
 * @param aheadMs Negative: it is behind.
 */
export function clockText(aheadMs: number): string {
	const direction = aheadMs > 0 ? 'ahead of' : 'behind';
	return `The clock of this machine is ${lengthOf(Math.abs(aheadMs))} ${direction} Kick's. Correct it.`;
}

function lengthOf(lengthMs: number): string {
	if (lengthMs < 2 * MinuteMs) return `${Math.round(lengthMs / 1_000)} seconds`;
	if (lengthMs < 2 * HourMs) return `${Math.round(lengthMs / MinuteMs)} minutes`;
	return `${Math.round(lengthMs / HourMs)} hours`;
}
