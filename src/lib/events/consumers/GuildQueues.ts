import type { Awaitable } from '../../awaitable.js';
import { OwnMessageReason } from '../../echoes/SentMessages.js';
import type { KickMetrics } from '../../KickMetrics.js';
import type { Logger } from '../../logger.js';
import type { ConsumerRepository } from '../../storage/consumers/ConsumerRepository.js';
import type { DeliveryMark, QueuedEvent, QueueKey } from '../../storage/consumers/types.js';
import type { EventRepository } from '../../storage/events/EventRepository.js';
import { type Clock, systemClock } from '../../time/Clock.js';
import { GroupCommit } from '../GroupCommit.js';
import type { FirstEvent } from '../takeover/FirstEvent.js';
import type { Consumer } from './Consumer.js';
import type { QueueEchoes } from './EventDelivery.js';
import { FlushTimer } from './FlushTimer.js';
import { GuildQueue } from './GuildQueue.js';
import { MemoryLimit } from './MemoryLimit.js';
import { FlushAfterMs } from './OpenMarks.js';
import { nameOf } from './queueName.js';

export interface GuildQueuesDependencies {
	queues: Pick<ConsumerRepository, 'next' | 'mark'>;
	events: Pick<EventRepository, 'disown'>;
	/** Current consumers by name. */
	consumers: ReadonlyMap<string, Consumer>;
	/** Returns whether a server is linked to a channel. */
	isLinked: (guildId: string, broadcasterUserId: number) => Awaitable<boolean>;
	/** Called after the result of an event in a server was stored. */
	onMarked?: (delivery: Pick<DeliveryMark, 'consumer' | 'guildId' | 'id'>) => void;
	echoes: QueueEchoes;
	metrics: Pick<KickMetrics, 'handled'>;
	logger: Logger;
}

/** Controls how the queues run. */
export interface QueueControl {
	/** Returns the tracker of an event before it is handled; `null` unless it is the first one after a takeover. */
	first: (key: QueueKey, eventId: string) => FirstEvent | null;
	/** Whether this process handles the events of the queue. */
	mayHandle: (key: QueueKey) => boolean;
	clock: Clock;
	stopped: AbortSignal;
	retryPausesMs: readonly number[];
	handlerLimitMs: number;
}

/** Large enough for the marks of one event in many servers. */
const Limits = { batch: 1_024, waiting: 1_000_000 };
/** Maximum size of the log that all queues together keep in memory, in characters of what Kick sent. */
const MaxInMemory = 64 * 1_024 * 1_024;

/** Queues of this process, one for each consumer and Discord server, and the resources that they share. */
export class GuildQueues {
	readonly #queues = new Map<string, GuildQueue>();
	readonly #marks: GroupCommit<DeliveryMark, undefined>;
	readonly #flushTimer = new FlushTimer(systemClock, FlushAfterMs);
	readonly #memory = new MemoryLimit(MaxInMemory);

	public constructor(
		private readonly dependencies: GuildQueuesDependencies,
		private readonly control: QueueControl
	) {
		this.#marks = new GroupCommit(async (batch) => {
			await dependencies.queues.mark(batch);
			return batch.map(() => undefined);
		}, Limits);
	}

	/** Returns the queue if it has had an event before. */
	public find(key: QueueKey): GuildQueue | undefined {
		return this.#queues.get(nameOf(key));
	}

	/** Returns the queue of a known consumer. */
	public of(key: QueueKey): GuildQueue {
		const name = nameOf(key);
		const known = this.#queues.get(name);
		if (known) return known;
		const { queues, events, isLinked, echoes, logger } = this.dependencies;
		const { first, mayHandle, ...control } = this.control;
		const consumer = this.dependencies.consumers.get(key.consumer)!;
		const queue = new GuildQueue(key, consumer, {
			events: queues,
			first: (eventId) => first(key, eventId),
			echoes,
			logger,
			mark: (mark) => this.#marks.add(mark),
			onMarked: (state, handled) => this.#onMarked(key, state, handled),
			flushTimer: this.#flushTimer,
			disown: async (id) => {
				await events.disown(id, OwnMessageReason);
				this.dependencies.onMarked?.({ ...key, id });
			},
			isLinked: (broadcasterUserId) => isLinked(key.guildId, broadcasterUserId),
			mayHandle: () => mayHandle(key),
			memory: this.#memory,
			...control
		});
		this.#queues.set(name, queue);
		return queue;
	}

	/** Makes all queues read from the log again, also what they have in memory. */
	public forget(): void {
		for (const queue of this.#queues.values()) queue.forget();
	}

	/** Ends the queues of a consumer that was removed, after its running handlers have ended. */
	public async end(consumer: string): Promise<void> {
		const ofConsumer = [...this.#queues].filter(([name]) => name.startsWith(`${consumer} `));
		await Promise.all(ofConsumer.map(([, queue]) => queue.settled()));
		for (const [name] of ofConsumer) this.#queues.delete(name);
	}

	/** Resolves when no handler runs and all results are stored. */
	public async settled(): Promise<void> {
		await Promise.all([...this.#queues.values()].map((queue) => queue.settled()));
		await this.#marks.drain();
	}

	/** Reports stored results. An error in `onMarked` does not undo that they are stored. */
	#onMarked(key: QueueKey, state: DeliveryMark['state'], marked: readonly QueuedEvent[]): void {
		const { metrics, onMarked, logger } = this.dependencies;
		if (state === 'handled' || state === 'dead_letter')
			metrics.handled.inc({ consumer: key.consumer, state }, marked.length);
		if (!onMarked) return;
		try {
			for (const { event } of marked) onMarked({ ...key, id: event.id });
		} catch (error) {
			logger.error('[Kick] Could not notify the followers of the event log.', error);
		}
	}
}
