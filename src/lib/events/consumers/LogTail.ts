/**
 * The end of the log that this process has seen whole, because it has stored all of it itself.
 *
 * All processes number their events in the order of their commits. So a batch that follows directly on the one before proves that no
 * other process has stored anything in between.
 */
export class LogTail {
	#start = 0;
	#end = 0;
	#isWhole = false;

	/** Everything after this number was stored by this process. */
	public get start(): number {
		return this.#start;
	}

	/** The last number that was stored by this process. */
	public get end(): number {
		return this.#end;
	}

	/**
	 * Adds a batch.
	 *
	 * @param before The last number of the log before it.
	 * @param last Its own last number.
	 * @returns Whether the batch is part of what was seen whole. A batch that is added after a later one is not.
	 */
	public add(before: number, last: number): boolean {
		if (before < this.#end) return false;
		if (before > this.#end || !this.#isWhole) this.#start = before;
		this.#isWhole = true;
		this.#end = last;
		return true;
	}

	/** Forgets what was seen: the next batch is the first one. */
	public restart(): void {
		this.#start = Number.POSITIVE_INFINITY;
		this.#isWhole = false;
	}
}
