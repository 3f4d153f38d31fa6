const SecondMs = 1_000;
const MinuteMs = 60 * SecondMs;
const HourMs = 60 * MinuteMs;

/** Formats the delay of an event for people. */
export function lagText(lagMs: number): string {
	if (lagMs < SecondMs) return `${lagMs} ms`;
	if (lagMs < 10 * SecondMs) return `${(lagMs / SecondMs).toFixed(1)} s`;
	if (lagMs < 2 * MinuteMs) return `${Math.round(lagMs / SecondMs)} s`;
	return lagMs < 2 * HourMs ? `${Math.round(lagMs / MinuteMs)} min` : `${Math.round(lagMs / HourMs)} h`;
}
