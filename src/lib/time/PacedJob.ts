import type { Clock } from './Clock.js';

/** A job that takes long rests longer: it never takes more than a fifth of the time. */
const RestFactor = 4;

export interface PacedJobOptions {
	/** Must not reject. */
	run: () => Promise<void>;
	/** Shortest time between two runs, in milliseconds. */
	restMs: number;
	clock: Clock;
}

/** Runs a job at once when it is asked for, and then rests: however often it is asked for meanwhile, it runs once more. */
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

	/** Nothing begins any more; what runs ends by itself. */
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
