/** Lets `capacity` actions through at once, and one per `refillMs` in the long run. */
export class TokenBucket {
	#fullAt = Number.NEGATIVE_INFINITY;

	public constructor(
		private readonly capacity: number,
		private readonly refillMs: number
	) {}

	/** From when on `take` is allowed. */
	public get availableAt(): number {
		return this.#fullAt - (this.capacity - 1) * this.refillMs;
	}

	public take(now: number): void {
		this.#fullAt = Math.max(this.#fullAt, now) + this.refillMs;
	}
}
