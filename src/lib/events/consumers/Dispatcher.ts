import { setMaxListeners } from 'node:events';
import type { Cluster } from '../../cluster/Cluster.js';
import type { ConsumerRepository } from '../../storage/consumers/ConsumerRepository.js';
import type { QueueKey } from '../../storage/consumers/types.js';
import type { LogCommit } from '../../storage/events/types.js';
import type { BegunEventRepository } from '../../storage/repositories/BegunEventRepository.js';
import { type Clock, systemClock } from '../../time/Clock.js';
import { TakeOver, type TakeOverOptions } from '../takeover/TakeOver.js';
import { GuildQueues, type GuildQueuesDependencies } from './GuildQueues.js';
import { HandOver } from './HandOver.js';
import { QueuePoll } from './QueuePoll.js';

export interface DispatcherOptions extends TakeOverOptions {
	/** Pause before each retry, in milliseconds. @default [1000, 5000, 25000] */
	retryPausesMs?: readonly number[];
	/** Maximum time for a handler, in milliseconds. @default 60000 */
	handlerLimitMs?: number;
	/** Pause between two polls for events that this process was not notified of, in milliseconds. @default 2000 */
	pollMs?: number;
}

export interface DispatcherDependencies extends GuildQueuesDependencies {
	queues: ConsumerRepository;
	begunEvents: BegunEventRepository;
	cluster: Pick<Cluster, 'owns' | 'hasShardOf' | 'isOrphaned' | 'wake'>;
	/** Version of the links, which rises with each change: see `GuildRoutes`. */
	linksVersion: () => number;
	/** Default: the system clock. */
	clock?: Clock;
}

const Defaults = { retryPausesMs: [1_000, 5_000, 25_000], handlerLimitMs: 60_000, pollMs: 2_000 };

/**
 * Delivers stored events to the consumers, in order for each consumer and Discord server. The queues run in parallel.
 *
 * The database holds all waiting events, and each queue reads them from there. So no event is lost with a process. The
 * process that takes over a server continues where another ended, in the same order.
 */
export class Dispatcher {
	readonly #queues: GuildQueues;
	readonly #handOver: HandOver;
	readonly #stop = new AbortController();
	readonly #poll: QueuePoll;
	readonly #pollMs: number;
	readonly #takeOver: TakeOver;
	#isStarted = false;

	public constructor(
		private readonly dependencies: DispatcherDependencies,
		options: DispatcherOptions = {}
	) {
		const { queues, consumers, begunEvents, cluster, linksVersion, logger, clock = systemClock } = dependencies;
		const { retryPausesMs, handlerLimitMs, pollMs } = { ...Defaults, ...options };
		const stopped = this.#stop.signal;
		// Each queue that pauses before a retry adds a listener, so more than ten are no leak.
		setMaxListeners(0, stopped);
		this.#pollMs = pollMs;
		this.#queues = new GuildQueues(dependencies, {
			first: (key, eventId) => this.#takeOver.first(key, eventId),
			mayHandle: (key) => this.#mayHandle(key),
			clock,
			stopped,
			retryPausesMs,
			handlerLimitMs
		});
		this.#handOver = new HandOver({
			queues: this.#queues,
			consumers,
			cluster,
			linksVersion,
			canBegin: (key) => this.#canBegin(key),
			pollQueue: (key) => this.pollQueue(key)
		});
		this.#poll = new QueuePoll({
			queues,
			consumers,
			mustPollAll: () => this.#takeOver.isRequested,
			onWaiting: (waiting, isAll) => this.#onWaiting(waiting, isAll),
			isInMemory: (key, head) => this.#handOver.isInMemory(key, head),
			logger,
			clock
		});
		this.#takeOver = new TakeOver(
			{
				begun: begunEvents,
				isOrphaned: (guildId) => cluster.isOrphaned(guildId),
				wake: async (key) => {
					const queue = this.#mayHandle(key) ? this.#queues.of(key) : null;
					queue?.wake();
					await queue?.settled();
				},
				stopped,
				logger
			},
			options
		);
	}

	/**
	 * Starts to deliver the events that were stored and not handled. Call it when the listeners are loaded and Discord is
	 * ready.
	 */
	public async start(): Promise<void> {
		this.#isStarted = true;
		this.#poll.start(this.#pollMs);
		await this.takeOver();
	}

	/** Delivers the waiting events of servers that this process has just gained. Not needed before the start. */
	public async takeOver(): Promise<void> {
		if (!this.#isStarted) return;
		this.#takeOver.request();
		// Another process may have handled these servers in between.
		this.forget();
		await this.#poll.again();
	}

	/** Whether waiting events are polled: not before the start, after a stop, or while the database can't be read. */
	public get isHandling(): boolean {
		return this.#isStarted && !this.#stop.signal.aborted && this.#poll.isPolling;
	}

	/** Whether a queue with waiting events made no progress for 10 minutes, in a server whose shard this process has. */
	public get isStuck(): boolean {
		return this.#poll.stuck().some((guildId) => this.dependencies.cluster.hasShardOf(guildId));
	}

	/** Wakes the queues of a server with waiting events, in this process or in the one that handles the server. */
	public pollOrWake(guildId: string): void {
		if (this.dependencies.cluster.owns(guildId)) {
			for (const consumer of this.dependencies.consumers.keys()) this.pollQueue({ consumer, guildId });
		} else this.dependencies.cluster.wake(guildId);
	}

	/**
	 * Polls after a message of another process: at once, and then at most 20 times a second.
	 *
	 * Anyone may send such messages, so their number must not decide how often the database is read.
	 */
	public pollSoon(): void {
		if (this.#isStarted) this.#poll.soon();
	}

	/** Hands over events that this process has just stored; see {@link HandOver}. */
	public stored(commit: LogCommit): void {
		this.#handOver.stored(commit);
	}

	/** Makes all queues read from the log again, also what they have in memory. */
	public forget(): void {
		this.#handOver.forget();
	}

	/** Wakes a queue that has stored events, if this process handles it. */
	public pollQueue(key: QueueKey): void {
		if (!this.#isStarted || !this.#mayHandle(key)) return;
		if (this.#takeOver.holds(key)) this.#takeOver.wokenWhileHeld(key);
		else this.#queues.of(key).wake();
	}

	/** Polls all queues, because a consumer that was just added may have missed events before. */
	public async pollAll(): Promise<void> {
		if (this.#isStarted && !this.#stop.signal.aborted) await this.#poll.all();
	}

	/** Polls the queues that have waiting events, including those of a process that died. */
	public poll(): Promise<void> {
		return this.#poll.run();
	}

	/** Ends the queues of a consumer that was removed, after its running handlers have ended. */
	public end(consumer: string): Promise<void> {
		return this.#queues.end(consumer);
	}

	/** Stops after the running handlers have ended. Waiting events are handled at the next start. */
	public async stop(): Promise<void> {
		this.#stop.abort();
		await this.#poll.stop();
		await this.#takeOver
			.release()
			.catch((error) => this.dependencies.logger.error('[Kick] Could not release the current event.', error));
		await this.#takeOver.settled();
		await this.#queues.settled();
	}

	async #onWaiting(waiting: readonly QueueKey[], isAll: boolean): Promise<void> {
		if (isAll && this.#takeOver.isRequested) {
			const isNew = (key: QueueKey) => this.#mayHandle(key) && !this.#queues.find(key)?.isRunning;
			const gained = waiting.filter(isNew).map(({ consumer, guildId }) => ({ consumer, guildId }));
			for (const key of await this.#takeOver.add(gained)) this.pollQueue(key);
		}
		for (const key of waiting) this.pollQueue(key);
	}

	#mayHandle({ consumer, guildId }: QueueKey): boolean {
		const { consumers, cluster } = this.dependencies;
		return !this.#stop.signal.aborted && consumers.has(consumer) && cluster.owns(guildId);
	}

	/** Whether a queue of this process may handle the events that it is offered. */
	#canBegin(key: QueueKey): boolean {
		return this.#isStarted && !this.#stop.signal.aborted && !this.#takeOver.holds(key);
	}
}
