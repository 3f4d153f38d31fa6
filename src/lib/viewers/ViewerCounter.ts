import type { Logger } from '../logger.js';
import type { ViewerRepository } from '../storage/watchtime/types.js';
import { systemClock } from '../time/Clock.js';
import { FreshAnswers } from '../time/FreshAnswers.js';
import { PacedJob } from '../time/PacedJob.js';
import { viewerFacts } from './viewerFacts.js';

export interface ViewerCounterDependencies {
	viewers: ViewerRepository;
	logger: Pick<Logger, 'error'>;
}

/** Events per transaction. SQLite runs nothing else during a transaction. */
const BatchSize = 500;
const RestMs = 1_000;

/** Counts chatters, watch time and streams from the event log, within a second after an event was stored. */
export class ViewerCounter {
	readonly #job: PacedJob;
	readonly #runs = new FreshAnswers<'all', void>();
	#stopped = false;

	public constructor(private readonly dependencies: ViewerCounterDependencies) {
		this.#job = new PacedJob({ run: () => this.catchUp(), restMs: RestMs, clock: systemClock });
	}

	/** Starts counting, first the events that were not counted before the last stop. */
	public start(): void {
		this.notify();
	}

	/** Stops counting. The rest is counted after the next start. */
	public async stop(): Promise<void> {
		this.#stopped = true;
		this.#job.stop();
		await this.#runs.ask('all', async () => undefined);
	}

	/** Requests a count, because an event was stored. */
	public notify(): void {
		this.#job.request();
	}

	/**
	 * Resolves when all events that were stored before the call are counted. Never rejects. A failure is logged and
	 * retried.
	 */
	public async catchUp(): Promise<void> {
		try {
			await this.#runs.ask('all', () => this.#countAll());
		} catch (error) {
			this.dependencies.logger.error(
				'[Kick] Could not update chatters and watch time. Trying again in a second.',
				error
			);
			this.#job.request();
		}
	}

	async #countAll(): Promise<void> {
		while (!this.#stopped && (await this.dependencies.viewers.countNext(BatchSize, viewerFacts)) === BatchSize);
	}
}
