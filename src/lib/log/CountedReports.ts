/** A flood must not fill the log. */
const ReportEveryMs = 60_000;

/** Counts what goes wrong again and again, for a line of the log a minute at most. */
export class CountedReports {
	#count = 0;
	#reportedAt = Number.NEGATIVE_INFINITY;

	/** Counts one more. Returns how many there were since the last report if one is due, otherwise `null`. */
	public add(): number | null {
		this.#count += 1;
		if (performance.now() - this.#reportedAt < ReportEveryMs) return null;
		this.#reportedAt = performance.now();
		const count = this.#count;
		this.#count = 0;
		return count;
	}
}
