import type { Clock } from './Clock.js';

/** Rest as a multiple of the run time, so that a slow job takes at most a fifth of the time. */
const RestFactor = 4;

export interface PacedJobOptions {
	/** Must not reject. */
	run: () => Promise<void>;
	/** Minimum time between two runs, in milliseconds. */
	restMs: number;
	clock: Clock;
}

/** Runs a job on request and then rests. All requests during a run or rest are answered by one more run. */
export class PacedJob {
	#isWanted = false;
	#isBusy = false;
	#isStopped = false;
	#cancelRest = () => {};

	public constructor(private readonly options: PacedJobOptions) {}

	public request(): void {
		this.#isWanted = true;
		if (!this.#isBusy && !this.#isStopped) void this.#run();
	}

	/** Starts no more runs. A current run finishes. */
	public stop(): void {
		this.#isStopped = true;
		this.#cancelRest();
	}

	async #run(): Promise<void> {
		const { run, restMs, clock } = this.options;
		this.#isBusy = true;
		this.#isWanted = false;
		const began = clock.now();
		await run();
		if (this.#isStopped) return;
		this.#cancelRest = clock.after(Math.max(restMs, RestFactor * (clock.now() - began)), () => {
			this.#isBusy = false;
			if (this.#isWanted) this.request();
		});
	}
}
