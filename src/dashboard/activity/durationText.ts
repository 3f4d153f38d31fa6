const MinuteMs = 60_000;

/** Formats a duration in whole minutes, rounded down: "under 1 min", "10 min", "3 h 12 min". */
export function durationText(lengthMs: number): string {
	const minutes = Math.floor(lengthMs / MinuteMs);
	if (minutes < 1) return 'under 1 min';
	return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
