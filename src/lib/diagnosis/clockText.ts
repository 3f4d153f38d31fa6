const MinuteMs = 60_000;
const HourMs = 60 * MinuteMs;

/**
 * Describes a wrong clock of this machine, and what to do.
 *
 * @param aheadMs Negative when the clock is behind.
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
