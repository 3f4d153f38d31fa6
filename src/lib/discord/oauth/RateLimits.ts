const MaxRemembered = 10_000;
/** A wrong header must not lock people out for a day. */
const MaxPauseMs = 60_000;

/** Until when Discord wants to hear nothing: of one token, or of anybody. */
export class RateLimits {
	readonly #until = new Map<string, number>();
	#allUntil = 0;

	/** Milliseconds to wait before the next request with this token. */
	public pauseOf(token: string): number {
		return Math.max(0, Math.max(this.#allUntil, this.#until.get(token) ?? 0) - performance.now());
	}

	/** @param isGlobal Whether Discord means the bot's address, and not the token. */
	public pause(token: string, forMs: number, isGlobal: boolean): void {
		const until = performance.now() + Math.min(forMs, MaxPauseMs);
		if (isGlobal) this.#allUntil = until;
		this.#until.set(token, until);
		this.#prune();
	}

	#prune(): void {
		const now = performance.now();
		for (const [token, until] of this.#until) {
			if (until <= now || this.#until.size > MaxRemembered) this.#until.delete(token);
		}
	}
}
