import type { ConsumerRepository } from '../../storage/consumers/ConsumerRepository.js';
import type { QueuedEvent, QueueKey } from '../../storage/consumers/types.js';
import { pauseUnlessAborted } from '../../time/pauseUnlessAborted.js';
import type { Consumer } from './Consumer.js';
import { DeliveryResults, type DeliveryResultsDependencies } from './DeliveryResults.js';
import { EventDelivery, type EventDeliveryDependencies } from './EventDelivery.js';
import type { MemoryLimit } from './MemoryLimit.js';

export interface GuildQueueDependencies extends EventDeliveryDependencies, DeliveryResultsDependencies {
	events: Pick<ConsumerRepository, 'next'>;
	/** Shared by all queues. */
	memory: MemoryLimit;
}

const PageSize = 200;
/** More than these wait in the database alone. */
const MaxWaiting = 1_000;
const StorageRetryMs = 1_000;

/**
 * The events of one consumer for one Discord server, one after the other. Nothing here delays another queue.
 *
 * They come from memory where this process has just stored them and no other process has stored anything in between. Otherwise they
 * are read from the log, because only the database knows the order.
 */
export class GuildQueue {
	/** Whether the database may hold events that are not in memory. */
	#hasMore = false;
	readonly #waiting: QueuedEvent[] = [];
	/** Everything up to this number of the log is handled or in memory; `null` while that is not so. */
	#completeUpTo: number | null = null;
	/** Rises whenever everything is forgotten: a page that was read before is of no use then. */
	#age = 0;
	#running: Promise<void> | null = null;
	readonly #results: DeliveryResults;
	readonly #delivery: EventDelivery;

	public constructor(
		private readonly key: QueueKey,
		private readonly consumer: Consumer,
		private readonly dependencies: GuildQueueDependencies
	) {
		this.#results = new DeliveryResults(key, consumer, dependencies);
		this.#delivery = new EventDelivery(key, consumer, this.#results, dependencies);
	}

	/** The database holds something for the queue. */
	public wake(): void {
		this.#hasMore = true;
		// What follows in memory would pass what is only in the database.
		this.#completeUpTo = null;
		this.#start();
	}

	/** Whether there is nothing in the database that this queue does not have, as far as the tail of the log reaches. */
	public isComplete(start: number): boolean {
		return this.#completeUpTo !== null && this.#completeUpTo >= start;
	}

	#start(): void {
		this.#running ??= this.#run()
			.catch((error) => {
				// The dispatcher asks again soon. Asking at once could end in a circle.
				this.forget();
				this.#hasMore = false;
				this.dependencies.logger.error(
					`[Kick] Handling the events of server ${this.key.guildId} was interrupted.`,
					error
				);
			})
			.finally(() => {
				this.#running = null;
				const hasWork = this.#hasMore || this.#waiting.length > 0;
				if (hasWork && this.dependencies.mayHandle()) this.#start();
			});
	}

	/**
	 * Hands over an event that this process has just stored.
	 *
	 * @param start All that was stored after this number of the log was handed over by this process.
	 */
	public offer(queued: QueuedEvent, start: number): void {
		if (this.#completeUpTo !== null && queued.seq <= this.#completeUpTo) return;
		if (
			this.isComplete(start) &&
			this.#waiting.length < MaxWaiting &&
			this.dependencies.memory.take(queued.event.payload.length)
		) {
			this.#completeUpTo = queued.seq;
			this.#waiting.push(queued);
			this.#start();
		} else {
			this.wake();
		}
	}

	/** Another process may have handled what is in memory, or the server's link has changed: all is read from the log again. */
	public forget(): void {
		for (const { event } of this.#waiting) this.dependencies.memory.giveBack(event.payload.length);
		this.#waiting.length = 0;
		this.#completeUpTo = null;
		this.#age += 1;
		if (this.#running) this.#hasMore = true;
	}

	public get isRunning(): boolean {
		return this.#running !== null;
	}

	/** Resolves when nothing is under way, and all results are stored. */
	public async settled(): Promise<void> {
		await this.#running;
		await this.#results.settled();
	}

	async #run(): Promise<void> {
		for (;;) {
			await this.#handleWaiting();
			if (!this.dependencies.mayHandle()) return this.forget();
			if (this.#waiting.length > 0) continue;
			if (!this.#hasMore) return;
			// What is not marked would be read again.
			await this.#results.settled();
			if (this.#waiting.length === 0) await this.#read();
		}
	}

	async #handleWaiting(): Promise<void> {
		for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
			const isReady = this.#results.beforeNext();
			if (isReady) await isReady;
			if (!this.dependencies.mayHandle()) return;
			const link = this.#delivery.isStillLinked(next);
			const isLinked = link instanceof Promise ? await link : link;
			// Everything may have been forgotten meanwhile.
			if (this.#waiting[0] !== next) continue;
			if (!isLinked) {
				this.forget();
				// Where another process has just linked the server, this one knows it within a second.
				return pauseUnlessAborted(StorageRetryMs, this.dependencies.stopped);
			}
			this.#waiting.shift();
			this.dependencies.memory.giveBack(next.event.payload.length);
			await this.#delivery.deliver(next);
		}
	}

	/** Reads the next events of the log into memory, which is empty. */
	async #read(): Promise<void> {
		this.#hasMore = false;
		this.#completeUpTo = null;
		const age = this.#age;
		try {
			const { events, hasMore, head } = await this.dependencies.events.next(this.key, this.consumer.types, PageSize);
			if (age !== this.#age) {
				this.#hasMore = true;
				return;
			}
			const taken = this.#take(events);
			// Events that were offered meanwhile were not taken.
			this.#hasMore ||= hasMore || taken < events.length;
			if (!this.#hasMore) this.#completeUpTo = head;
		} catch (error) {
			this.#hasMore = true;
			this.dependencies.logger.error('[Kick] Waiting events could not be read; tried again in a second.', error);
			await pauseUnlessAborted(StorageRetryMs, this.dependencies.stopped);
		}
	}

	/** Takes the first events of a page into memory, at least one. Returns how many. */
	#take(events: readonly QueuedEvent[]): number {
		for (const [index, queued] of events.entries()) {
			const { length } = queued.event.payload;
			if (index === 0) this.dependencies.memory.takeAnyway(length);
			else if (!this.dependencies.memory.take(length)) return index;
			this.#waiting.push(queued);
		}
		return events.length;
	}
}
