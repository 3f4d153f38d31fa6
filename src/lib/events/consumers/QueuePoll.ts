import type { Logger } from '../../logger.js';
import type { ConsumerRepository } from '../../storage/consumers/ConsumerRepository.js';
import type { QueueKey, WaitingQueue } from '../../storage/consumers/types.js';
import { type Clock, systemClock } from '../../time/Clock.js';
import { PacedJob } from '../../time/PacedJob.js';
import { Backlog } from './Backlog.js';
import type { Consumer } from './Consumer.js';

export interface QueuePollDependencies {
	queues: Pick<ConsumerRepository, 'head' | 'waiting' | 'waitingBetween' | 'skipUnwanted'>;
	consumers: ReadonlyMap<string, Consumer>;
	/** Returns whether the next poll has to include all queues. */
	mustPollAll: () => boolean;
	/** Called with the queues that have something to handle. */
	onWaiting: (waiting: readonly QueueKey[], isAll: boolean) => Promise<void>;
	/** Returns whether a queue has every event up to this number of the log. */
	isInMemory: (key: QueueKey, head: number) => boolean;
	logger: Logger;
	clock: Clock;
}

/** Maximum age of the last successful poll. After that, events of other processes are not found. */
const StalePollMs = 60_000;
/** Pause between polls of all queues. Polls in between include only queues with new events. */
const PollAllMs = 60_000;
const RestMs = 50;

/** Polls the database for queues with waiting events that this process was not notified of. */
export class QueuePoll {
	readonly #soon = new PacedJob({ run: () => this.again(), restMs: RestMs, clock: systemClock });
	readonly #backlog: Backlog;
	#polledAt: number | null = null;
	#polledAllAt: number | null = null;
	/** Number of the log up to which new events were polled. */
	#seen = 0;
	#timer: NodeJS.Timeout | null = null;
	#running: Promise<void> | null = null;

	public constructor(private readonly dependencies: QueuePollDependencies) {
		this.#backlog = new Backlog(dependencies.clock);
	}

	public start(everyMs: number): void {
		this.#timer = setInterval(() => void this.run(), everyMs).unref();
	}

	public async stop(): Promise<void> {
		if (this.#timer) clearInterval(this.#timer);
		this.#soon.stop();
		await this.#running;
	}

	/** Whether the database has answered within the last minute. */
	public get isPolling(): boolean {
		return this.#polledAt !== null && this.dependencies.clock.now() - this.#polledAt < StalePollMs;
	}

	/** Returns servers with a queue that made no progress for 10 minutes. */
	public stuck(): string[] {
		return this.#backlog.stuck();
	}

	/** Polls at once, and then at most 20 times a second. */
	public soon(): void {
		this.#soon.request();
	}

	/** Polls after the running poll, which may have read before. */
	public async again(): Promise<void> {
		await this.#running;
		await this.run();
	}

	/** Polls all queues, after the running poll. */
	public async all(): Promise<void> {
		await this.#running;
		this.#polledAllAt = null;
		await this.run();
	}

	/** Polls once. Never rejects. Calls that overlap share one poll. */
	public run(): Promise<void> {
		this.#running ??= this.#run().finally(() => {
			this.#running = null;
		});
		return this.#running;
	}

	async #run(): Promise<void> {
		try {
			// Read before the queues, so that events stored in between are found by the next poll.
			const head = await this.dependencies.queues.head();
			const { clock, mustPollAll, onWaiting } = this.dependencies;
			const isDue = this.#polledAllAt === null || clock.now() - this.#polledAllAt >= PollAllMs;
			if (isDue || mustPollAll()) await this.#pollAll();
			else await onWaiting(await this.#waitingSince(head), false);
			this.#seen = head;
			this.#polledAt = clock.now();
		} catch (error) {
			this.dependencies.logger.error('[Kick] Could not look for pending events. Trying again in a moment.', error);
		}
	}

	async #pollAll(): Promise<void> {
		const { queues, consumers, onWaiting, clock } = this.dependencies;
		const waiting: WaitingQueue[] = [];
		for (const consumer of consumers.values()) {
			await queues.skipUnwanted(consumer);
			waiting.push(...(await queues.waiting(consumer)));
		}
		await onWaiting(waiting, true);
		this.#backlog.update(waiting);
		this.#polledAllAt = clock.now();
	}

	/** Returns queues with new events that were not handed over in memory. */
	async #waitingSince(head: number): Promise<QueueKey[]> {
		const { queues, consumers, isInMemory } = this.dependencies;
		const waiting: QueueKey[] = [];
		for (const consumer of consumers.values()) {
			waiting.push(...(await queues.waitingBetween(consumer, this.#seen, head)));
		}
		return waiting.filter((key) => !isInMemory(key, head));
	}
}
