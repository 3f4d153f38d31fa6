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
/** Maximum number of events that one queue keeps in memory. Further ones wait only in the database. */
const MaxWaiting = 1_000;
const StorageRetryMs = 1_000;

/**
 * Queue of one consumer for one Discord server. It delivers one event after the other, and delays no other queue.
 *
 * Events come from memory if this process has just stored them, and no other process has stored anything in between.
 * Otherwise they are read from the log, because only the database knows the order.
 */
export class GuildQueue {
	/** Whether the database may hold events that are not in memory. */
	#hasMore = false;
	readonly #waiting: QueuedEvent[] = [];
	/** Number of the log up to which every event is handled or in memory; `null` while that is not known. */
	#completeUpTo: number | null = null;
	/** Rises with each `forget`, because a page that was read before is outdated then. */
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

	/** Makes the queue read from the database, which holds events for it. */
	public wake(): void {
		this.#hasMore = true;
		// Later events in memory would overtake those that are only in the database.
		this.#completeUpTo = null;
		this.#start();
	}

	/**
	 * Whether this queue has every event that the database has for it.
	 *
	 * @param start Number of the log after which this process has handed over every event.
	 */
	public isComplete(start: number): boolean {
		return this.#completeUpTo !== null && this.#completeUpTo >= start;
	}

	#start(): void {
		this.#running ??= this.#run()
			.catch((error) => {
				// The dispatcher polls again soon. An immediate retry could loop forever.
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
	 * @param start Number of the log after which this process has handed over every event.
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

	/**
	 * Drops the events in memory, so that all are read from the log again. Another process may have handled them, or the
	 * server's link may have changed.
	 */
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

	/** Resolves when no delivery is running and all results are stored. */
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
			// Events without a stored mark would be read again.
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
			// `forget` may have run meanwhile.
			if (this.#waiting[0] !== next) continue;
			if (!isLinked) {
				this.forget();
				// If another process has just linked the server, this process learns of it within a second.
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
			// Stays `true` if events were offered during the read, because they were not taken.
			this.#hasMore ||= hasMore || taken < events.length;
			if (!this.#hasMore) this.#completeUpTo = head;
		} catch (error) {
			this.#hasMore = true;
			this.dependencies.logger.error('[Kick] Could not read pending events. Trying again in a second.', error);
			await pauseUnlessAborted(StorageRetryMs, this.dependencies.stopped);
		}
	}

	/** Takes the first events of a page into memory, at least one. Returns their number. */
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
