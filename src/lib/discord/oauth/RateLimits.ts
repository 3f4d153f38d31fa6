import { systemClock } from '../../time/Clock.js';
import { expiringEntries } from '../../time/expiringEntries.js';

const MaxRemembered = 10_000;
/** Maximum pause, because a wrong header must not lock users out for a day. */
const MaxPauseMs = 60_000;

/** Pauses that Discord asked for, for one token or for all requests. */
export class RateLimits {
	readonly #until = expiringEntries<string, number>(MaxPauseMs + 1, MaxRemembered, systemClock);
	#allUntil = 0;

	/** Returns the milliseconds to wait before the next request with this token. */
	public pauseOf(token: string): number {
		return Math.max(0, Math.max(this.#allUntil, this.#until.peek(token) ?? 0) - performance.now());
	}

	/**
	 * Records a pause.
	 *
	 * @param isGlobal Whether the pause applies to the bot's IP address, not only to the token.
	 */
	public pause(token: string, forMs: number, isGlobal: boolean): void {
		const until = performance.now() + Math.min(forMs, MaxPauseMs);
		if (isGlobal) this.#allUntil = until;
		this.#until.purgeStale();
		this.#until.set(token, until);
	}
}
