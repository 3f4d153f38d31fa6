/** How much of the log all queues together may hold in memory. What does not fit is read from the database later. */
export class MemoryLimit {
	#left: number;

	/** @param limit In characters of what Kick sent. */
	public constructor(limit: number) {
		this.#left = limit;
	}

	/** @returns `false` where it does not fit. */
	public take(length: number): boolean {
		if (length > this.#left) return false;
		this.#left -= length;
		return true;
	}

	/** For what was read from the database, which is bounded by itself. */
	public takeAnyway(length: number): void {
		this.#left -= length;
	}

	public giveBack(length: number): void {
		this.#left += length;
	}
}
