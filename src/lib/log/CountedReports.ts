/** Minimum time between reports, because a flood must not fill the log. */
const ReportEveryMs = 60_000;

/** Counter of repeated failures, which are logged once a minute at most. */
export class CountedReports {
	#count = 0;
	#reportedAt = Number.NEGATIVE_INFINITY;

	/** Counts a failure. Returns the number since the last report when a report is due, otherwise `null`. */
	public add(): number | null {
		this.#count += 1;
		if (performance.now() - this.#reportedAt < ReportEveryMs) return null;
		this.#reportedAt = performance.now();
		const count = this.#count;
		this.#count = 0;
		return count;
	}
}
