import type { Awaitable } from '../awaitable.js';
import { withTimeout } from '../time/withTimeout.js';
import type { KickClock } from './http/KickClock.js';

/** Two answers in a row that agree say what Kick's clock is. */
const Questions = 2;
const LimitMs = 2_000;
const AskEveryMs = 10_000;
/** What comes from so far in the future says that the clock here is behind. */
const FutureMs = 60_000;

/** How old things are by Kick's clock. Kick is asked for its time when something looks late, since the clock here may be wrong. */
export class KickTime {
	#asking: Promise<void> | null = null;
	#askedAt = Number.NEGATIVE_INFINITY;

	/** @param ask Any cheap call of Kick, whose answer {@link KickClock} sees. */
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

	/** The age of what Kick sent. Where it would be too old, or in the future, Kick is asked for its time first. Never rejects. */
	public ageOf(sentAt: Date, receivedAt: Date, tooOldMs: number): Awaitable<number> {
		const age = this.clock.ageOf(sentAt, receivedAt);
		if (age <= tooOldMs && age >= -FutureMs) return age;
		return this.refresh().then(() => this.clock.ageOf(sentAt, receivedAt));
	}

	/** Asks Kick for its time, unless it was asked within the last 10 seconds. Resolves within 2 seconds, and never rejects. */
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
		const questions = async () => {
			for (let question = 0; question < Questions; question++) await this.ask();
		};
		await withTimeout(questions(), LimitMs, 'Kick did not tell its time').catch(() => undefined);
	}
}
