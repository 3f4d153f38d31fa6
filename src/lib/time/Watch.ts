import { type Clock, systemClock } from './Clock.js';

/**
 * Periodic check that stops by itself. One timer replaces one for each item with a limit.
 *
 * No timer runs before {@link Watch.start}, or after a check that found nothing left.
 */
export class Watch {
	#isRunning = false;

	/** @param check Ends items that are too late. Returns whether any items are left. */
	public constructor(
		private readonly everyMs: number,
		private readonly check: () => boolean,
		private readonly clock: Clock = systemClock
	) {}

	/** Starts the checks, unless they are already running. */
	public start(): void {
		if (this.#isRunning) return;
		this.#isRunning = true;
		this.clock.after(this.everyMs, () => this.#run());
	}

	#run(): void {
		this.#isRunning = false;
		if (this.check()) this.start();
	}
}
