import { systemClock } from '../../time/Clock.js';
import { expiringEntries } from '../../time/expiringEntries.js';

const MaxRemembered = 10_000;
/** A wrong header must not lock people out for a day. */
const MaxPauseMs = 60_000;

/** Pauses that Discord asked for, for one token or for all requests. */
export class RateLimits {
	readonly #until = expiringEntries<string, number>(MaxPauseMs + 1, MaxRemembered, systemClock);
	#allUntil = 0;

	/** Milliseconds to wait before the next request with this token. */
	public pauseOf(token: string): number {
		return Math.max(0, Math.max(this.#allUntil, this.#until.peek(token) ?? 0) - performance.now());
	}

	/** @param isGlobal Whether Discord means the bot's address, and not the token. */
	public pause(token: string, forMs: number, isGlobal: boolean): void {
		const until = performance.now() + Math.min(forMs, MaxPauseMs);
		if (isGlobal) this.#allUntil = until;
		this.#until.purgeStale();
		this.#until.set(token, until);
	}
}
