/**
 * End of the log that this process stored without a gap.
 *
 * All processes number their events in the order of their commits. So if a batch follows directly on the one before, no
 * other process has stored anything in between.
 */
export class LogTail {
	#start = 0;
	#end = 0;
	#isWhole = false;

	/** Number of the log after which this process stored every event. */
	public get start(): number {
		return this.#start;
	}

	/** Number of the last event that this process stored. */
	public get end(): number {
		return this.#end;
	}

	/**
	 * Adds a batch.
	 *
	 * @param before Last number of the log before the batch.
	 * @param last Last number of the batch.
	 * @returns Whether the batch continues the tail or starts a new one. A batch that is added after a later one does
	 * neither.
	 */
	public add(before: number, last: number): boolean {
		if (before < this.#end) return false;
		if (before > this.#end || !this.#isWhole) this.#start = before;
		this.#isWhole = true;
		this.#end = last;
		return true;
	}

	/** Forgets the tail. The next batch starts a new one. */
	public restart(): void {
		this.#start = Number.POSITIVE_INFINITY;
		this.#isWhole = false;
	}
}
