import { type Clock, systemClock } from './Clock.js';

/**
 * Repeats a check for as long as there is something to watch: one timer in place of one for each thing that has a limit.
 *
 * It starts no timer before {@link Watch.start}, and none when the check has found nothing left.
 */
export class Watch {
	#isRunning = false;

	/** @param check Ends what is too late. Returns whether something is left to watch. */
	public constructor(
		private readonly everyMs: number,
		private readonly check: () => boolean,
		private readonly clock: Clock = systemClock
	) {}

	/** Starts the checks, unless they run already. */
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
