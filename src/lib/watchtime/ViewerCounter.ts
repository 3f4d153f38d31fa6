import type { Logger } from '../logger.js';
import type { ViewerRepository } from '../storage/watchtime/types.js';
import { systemClock } from '../time/Clock.js';
import { FreshAnswers } from '../time/FreshAnswers.js';
import { PacedJob } from '../time/PacedJob.js';
import { viewerFacts } from './viewerFacts.js';

export interface ViewerCounterParts {
	viewers: ViewerRepository;
	logger: Pick<Logger, 'error'>;
}

/** So many events in one transaction. On SQLite nothing else runs meanwhile. */
const BatchSize = 500;
const RestMs = 1_000;

/** Counts chatters, watch time and streams from the event log, up to a second after an event was stored. */
export class ViewerCounter {
	readonly #job: PacedJob;
	readonly #runs = new FreshAnswers<'all', void>();
	#stopped = false;

	public constructor(private readonly parts: ViewerCounterParts) {
		this.#job = new PacedJob({ run: () => this.#tryAll(), restMs: RestMs, clock: systemClock });
	}

	/** Counts what was stored and not counted before the last stop. */
	public start(): void {
		this.notify();
	}

	/** What is left is counted after the next start. */
	public async stop(): Promise<void> {
		this.#stopped = true;
		this.#job.stop();
		await this.#runs.ask('all', async () => undefined);
	}

	/** An event was stored. */
	public notify(): void {
		this.#job.request();
	}

	/** Resolves when everything that was stored before the call is counted. */
	public catchUp(): Promise<void> {
		return this.#runs.ask('all', () => this.#countAll());
	}

	async #tryAll(): Promise<void> {
		try {
			await this.catchUp();
		} catch (error) {
			this.parts.logger.error('[Kick] Chatters and watch time could not be counted; tried again in a second.', error);
			this.#job.request();
		}
	}

	async #countAll(): Promise<void> {
		while (!this.#stopped && (await this.parts.viewers.countNext(BatchSize, viewerFacts)) === BatchSize);
	}
}
