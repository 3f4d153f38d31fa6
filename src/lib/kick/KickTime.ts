import type { Awaitable } from '../awaitable.js';
import { withTimeout } from '../time/withTimeout.js';
import type { KickClock } from './http/KickClock.js';

/** Number of requests. Two answers in a row that agree are needed to know Kick's clock. */
const Requests = 2;
const LimitMs = 2_000;
const AskEveryMs = 10_000;
/** An event from this far in the future means that the clock here is behind. */
const FutureMs = 60_000;

/** Ages by Kick's clock. Asks Kick for its time when something looks late, because the clock here may be wrong. */
export class KickTime {
	#asking: Promise<void> | null = null;
	#askedAt = Number.NEGATIVE_INFINITY;

	/** @param ask Any cheap request to Kick, whose answer {@link KickClock} observes. */
	public constructor(
		private readonly clock: KickClock,
		private readonly ask: () => Promise<unknown>
	) {}

	/** @see KickClock.aheadMs */
	public get aheadMs(): number {
		return this.clock.aheadMs;
	}

	/** @see KickClock.lagOf */
	public lagOf(sentAt: Date, receivedAt: Date): number {
		return this.clock.lagOf(sentAt, receivedAt);
	}

	/** Returns the age of an event. Asks Kick for its time first if it seems too old or in the future. Never rejects. */
	public ageOf(sentAt: Date, receivedAt: Date, tooOldMs: number): Awaitable<number> {
		const age = this.clock.ageOf(sentAt, receivedAt);
		if (age <= tooOldMs && age >= -FutureMs) return age;
		return this.refresh().then(() => this.clock.ageOf(sentAt, receivedAt));
	}

	/**
	 * Asks Kick for its time, unless it was asked within the last 10 seconds. Resolves within 2 seconds, and never
	 * rejects.
	 */
	public async refresh(): Promise<void> {
		if (!this.#asking && performance.now() - this.#askedAt >= AskEveryMs) {
			this.#askedAt = performance.now();
			this.#asking = this.#ask().finally(() => {
				this.#asking = null;
			});
		}
		await this.#asking;
	}

	async #ask(): Promise<void> {
		const requests = async () => {
			for (let request = 0; request < Requests; request++) await this.ask();
		};
		await withTimeout(requests(), LimitMs, 'Kick did not return its time').catch(() => undefined);
	}
}
