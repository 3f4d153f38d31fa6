/**
 * Limits how much of the log all queues together hold in memory. Events that do not fit are read from the database
 * later.
 */
export class MemoryLimit {
	#left: number;

	/** @param limit In characters of what Kick sent. */
	public constructor(limit: number) {
		this.#left = limit;
	}

	/** @returns `false` if the length does not fit. */
	public take(length: number): boolean {
		if (length > this.#left) return false;
		this.#left -= length;
		return true;
	}

	/** Takes memory even if it does not fit. Used for the first event of a page, so that each queue makes progress. */
	public takeAnyway(length: number): void {
		this.#left -= length;
	}

	public giveBack(length: number): void {
		this.#left += length;
	}
}
