import { setMaxListeners } from 'node:events';
import type { Awaitable } from '../../awaitable.js';
import type { KickMetrics } from '../../KickMetrics.js';
import type { Logger } from '../../logger.js';
import type { ConsumerRepository } from '../../storage/consumers/ConsumerRepository.js';
import type { DeliveryMark, QueuedEvent, QueueKey } from '../../storage/consumers/types.js';
import type { EventRepository } from '../../storage/events/EventRepository.js';
import { toLogId } from '../../storage/events/logIds.js';
import type { EventRow, LogCommit } from '../../storage/events/types.js';
import type { BegunEventRepository } from '../../storage/repositories/BegunEventRepository.js';
import { type Clock, systemClock } from '../../time/Clock.js';
import { GroupCommit } from '../GroupCommit.js';
import { OwnMessageReason } from '../receiving/Inbox.js';
import { TakeOver, type TakeOverOptions } from '../takeover/TakeOver.js';
import type { Consumer } from './Consumer.js';
import type { QueueEchoes } from './EventDelivery.js';
import { FlushTimer } from './FlushTimer.js';
import { GuildQueue } from './GuildQueue.js';
import { LogTail } from './LogTail.js';
import { MemoryLimit } from './MemoryLimit.js';
import { FlushAfterMs } from './OpenMarks.js';
import { shareParsed } from './parseStoredEvent.js';
import { QueuePoll } from './QueuePoll.js';
import { nameOf } from './queueName.js';

export interface DispatcherOptions extends TakeOverOptions {
	/** Pause before each further try, in milliseconds. @default [1000, 5000, 25000] */
	retryPausesMs?: readonly number[];
	/** How long a handler may take, in milliseconds. @default 60000 */
	handlerLimitMs?: number;
	/** How often the database is asked for events that nobody told us of, in milliseconds. @default 2000 */
	pollMs?: number;
}

/** What the dispatcher has to know of the other processes of the bot. */
interface Ownership {
	/** Whether this process handles the server's events. */
	owns(guildId: string): boolean;
	/** Whether the server's shard is one of this process, whichever process handles its events now. */
	isOurs(guildId: string): boolean;
	/** Whether the process that handled them before ended without giving the server back. */
	isOrphaned(guildId: string): boolean;
	/** Tells the process that does. */
	wake(guildId: string): void;
}

export interface DispatcherDependencies {
	queues: ConsumerRepository;
	events: Pick<EventRepository, 'disown'>;
	begunEvents: BegunEventRepository;
	/** The consumers at this moment, by name. */
	consumers: ReadonlyMap<string, Consumer>;
	cluster: Ownership;
	/** Rises with each change of the links: see `GuildRoutes`. */
	linksVersion: () => number;
	/** Whether a server is linked to a channel. */
	isLinked: (guildId: string, broadcasterUserId: number) => Awaitable<boolean>;
	/** Called after the result of an event in a server was stored. */
	onMarked?: (delivery: Pick<DeliveryMark, 'consumer' | 'guildId' | 'id'>) => void;
	echoes: QueueEchoes;
	metrics: Pick<KickMetrics, 'handled'>;
	logger: Logger;
	/** Default: the system's. */
	clock?: Clock;
}

const Defaults = { retryPausesMs: [1_000, 5_000, 25_000], handlerLimitMs: 60_000, pollMs: 2_000 };
/** A batch holds the marks of one event for many servers. */
const Limits = { batch: 1_024, waiting: 1_000_000 };
/** All queues together keep no more than this of the log in memory, in characters of what Kick sent. */
const MaxInMemory = 64 * 1_024 * 1_024;

/**
 * Hands stored events to the consumers: in order for each consumer and Discord server, and all of these queues beside each other.
 *
 * The database holds all that waits, and each queue is read from there. So nothing is lost with a process, and of several processes
 * the one that owns a server continues where another ended, in the same order.
 */
export class Dispatcher {
	readonly #queues = new Map<string, GuildQueue>();
	readonly #marks: GroupCommit<DeliveryMark, undefined>;
	readonly #stop = new AbortController();
	readonly #options: Required<Pick<DispatcherOptions, keyof typeof Defaults>>;
	readonly #clock: Clock;
	readonly #flushTimer = new FlushTimer(systemClock, FlushAfterMs);
	readonly #poll: QueuePoll;
	readonly #takeOver: TakeOver;
	readonly #tail = new LogTail();
	readonly #memory = new MemoryLimit(MaxInMemory);
	/** Version of the links when events were handed over last. */
	#linksVersion = 0;
	/** Set until the queues that this process has gained have their turns. */
	#mustTakeOver = false;
	#takeOversAsked = 0;
	/** Queues that were woken meanwhile. */
	readonly #wokenEarly = new Map<string, QueueKey>();
	#isStarted = false;

	public constructor(
		private readonly dependencies: DispatcherDependencies,
		options: DispatcherOptions = {}
	) {
		const { queues, begunEvents, cluster, logger, clock = systemClock } = dependencies;
		// Every queue that pauses before a retry listens to it: more than ten are no leak.
		setMaxListeners(0, this.#stop.signal);
		this.#options = { ...Defaults, ...options };
		this.#clock = clock;
		this.#poll = new QueuePoll({
			queues,
			consumers: dependencies.consumers,
			mustLookUpAll: () => this.#mustTakeOver,
			onWaiting: (waiting, isAll) => this.#onWaiting(waiting, isAll),
			isInMemory: (key, head) =>
				head <= this.#tail.end && (this.#queues.get(nameOf(key))?.isComplete(this.#tail.start) ?? false),
			logger,
			clock
		});
		this.#takeOver = new TakeOver(
			{
				begun: begunEvents,
				isOrphaned: (guildId) => cluster.isOrphaned(guildId),
				wake: async (key) => {
					const queue = this.#mayHandle(key) ? this.#queue(key) : null;
					queue?.wake();
					await queue?.settled();
				},
				stopped: this.#stop.signal,
				logger
			},
			options
		);
		this.#marks = new GroupCommit(async (batch) => {
			await queues.mark(batch);
			return batch.map(() => undefined);
		}, Limits);
	}

	/** Continues with what was stored and not handled. Call when the listeners are loaded and Discord is ready. */
	public async start(): Promise<void> {
		this.#isStarted = true;
		this.#poll.start(this.#options.pollMs);
		await this.takeOver();
	}

	/** Begins with what waits for servers that this process handles since a moment ago. Before the start there is no need to call it. */
	public async takeOver(): Promise<void> {
		if (!this.#isStarted) return;
		this.#mustTakeOver = true;
		this.#takeOversAsked += 1;
		// Another process may have had these servers in between.
		this.forget();
		await this.#poll.again();
	}

	/** Whether waiting events are looked for: not before the start, nor while the database can't be read. */
	public get isHandling(): boolean {
		return this.#isStarted && !this.#stop.signal.aborted && this.#poll.isSeeing;
	}

	/** Whether nothing was done for 10 minutes for a server that has waiting events and whose shard this process has. */
	public get isStuck(): boolean {
		return this.#poll.stuck().some((guildId) => this.dependencies.cluster.isOurs(guildId));
	}

	/** Something waits in the database for a server, ours or that of another process. */
	public pollOrWake(guildId: string): void {
		if (this.dependencies.cluster.owns(guildId)) {
			for (const consumer of this.dependencies.consumers.keys()) this.pollQueue({ consumer, guildId });
		} else this.dependencies.cluster.wake(guildId);
	}

	/**
	 * Polls at once, and then at most 20 times a second: for news from other processes. Who sends them is not known, so the number of
	 * messages must not decide how often the database is asked.
	 */
	public pollSoon(): void {
		if (this.#isStarted) this.#poll.soon();
	}

	/**
	 * Hands over what this process has just stored: to the queues here, in memory where nothing of another process can be missing, and by
	 * a word to the processes that have the other servers.
	 */
	public stored({ before, last, events }: LogCommit): void {
		const version = this.dependencies.linksVersion();
		const isCurrent =
			version === this.#linksVersion &&
			events.every(({ event: { routedAt } }) => routedAt === undefined || routedAt === version);
		this.#linksVersion = version;
		// A server that was linked in between may miss one of the events: the queues read them.
		if (!isCurrent) this.#tail.restart();
		const isWhole = isCurrent && this.#tail.add(before, last);
		for (const { seq, event } of events) {
			if (event.guildIds.length === 0) continue;
			const row: EventRow = { ...event, id: toLogId(seq), isOwn: event.isOwn ?? false };
			shareParsed(event, row);
			for (const guildId of event.guildIds) this.#handOver(guildId, row, seq, isWhole);
		}
	}

	#handOver(guildId: string, event: EventRow, seq: number, isWhole: boolean): void {
		const isOurs = this.dependencies.cluster.owns(guildId);
		if (!isOurs) this.dependencies.cluster.wake(guildId);
		for (const { name, types } of this.dependencies.consumers.values()) {
			const key = { consumer: name, guildId };
			// The server may come back before this process notices that it was away.
			if (!isOurs) this.#queues.get(nameOf(key))?.forget();
			else if (types !== null && !types.some((type) => type === event.type)) continue;
			else if (isWhole && this.#canBegin(key)) {
				const cursorOf = event.broadcasterUserId;
				this.#queue(key).offer({ event, seq, cursorOf, hasRow: false }, this.#tail.start);
			} else this.pollQueue(key);
		}
	}

	/** Whether a queue of this process may handle what it is offered. */
	#canBegin(key: QueueKey): boolean {
		const isRunning = this.#isStarted && !this.#stop.signal.aborted;
		return isRunning && !this.#mustTakeOver && !this.#takeOver.holds(key);
	}

	/** Has all queues read from the log what they have in memory. */
	public forget(): void {
		this.#tail.restart();
		for (const queue of this.#queues.values()) queue.forget();
	}

	/** Wakes a queue of this process for which something is stored. */
	public pollQueue(key: QueueKey): void {
		if (!this.#isStarted || !this.#mayHandle(key)) return;
		if (this.#mustTakeOver) this.#wokenEarly.set(nameOf(key), key);
		else if (!this.#takeOver.holds(key)) this.#queue(key).wake();
	}

	/** Looks up all queues: for a consumer that was added, which may have missed events before. */
	public async pollAll(): Promise<void> {
		if (this.#isStarted && !this.#stop.signal.aborted) await this.#poll.all();
	}

	/** Looks up the queues that have something waiting: also what a process that died has left behind. */
	public poll(): Promise<void> {
		return this.#poll.run();
	}

	/** Ends the queues of a consumer that was removed, after its running handlers have ended. */
	public async end(consumer: string): Promise<void> {
		const ofConsumer = [...this.#queues].filter(([name]) => name.startsWith(`${consumer} `));
		await Promise.all(ofConsumer.map(([, queue]) => queue.settled()));
		for (const [name] of ofConsumer) this.#queues.delete(name);
	}

	/** Lets running handlers end; what is left is handled at the next start. */
	public async stop(): Promise<void> {
		this.#stop.abort();
		await this.#poll.stop();
		await this.#takeOver
			.release()
			.catch((error) => this.dependencies.logger.error('[Kick] The event under way could not be released.', error));
		await this.#takeOver.settled();
		await Promise.all([...this.#queues.values()].map((queue) => queue.settled()));
		await this.#marks.drain();
	}

	async #onWaiting(waiting: readonly QueueKey[], isAll: boolean): Promise<void> {
		if (isAll && this.#mustTakeOver) await this.#beginTakeOver(waiting);
		for (const key of waiting) this.pollQueue(key);
	}

	#mayHandle({ consumer, guildId }: QueueKey): boolean {
		return (
			!this.#stop.signal.aborted && this.dependencies.consumers.has(consumer) && this.dependencies.cluster.owns(guildId)
		);
	}

	async #beginTakeOver(waiting: readonly QueueKey[]): Promise<void> {
		const isNew = (key: QueueKey) =>
			this.#mayHandle(key) && !this.#queues.get(nameOf(key))?.isRunning && !this.#takeOver.holds(key);
		const asked = this.#takeOversAsked;
		await this.#takeOver.add(waiting.filter(isNew).map(({ consumer, guildId }) => ({ consumer, guildId })));
		// More servers were gained meanwhile: the look that follows has theirs.
		if (asked !== this.#takeOversAsked) return;
		this.#mustTakeOver = false;
		for (const key of this.#wokenEarly.values()) this.pollQueue(key);
		this.#wokenEarly.clear();
	}

	/** A fault in what follows does not undo that the results are stored. */
	#onMarked(key: QueueKey, state: DeliveryMark['state'], marked: readonly QueuedEvent[]): void {
		const { metrics, onMarked, logger } = this.dependencies;
		if (state === 'handled' || state === 'dead_letter')
			metrics.handled.inc({ consumer: key.consumer, state }, marked.length);
		if (!onMarked) return;
		try {
			for (const { event } of marked) onMarked({ ...key, id: event.id });
		} catch (error) {
			logger.error('[Kick] Followers of the log could not be notified.', error);
		}
	}

	#queue(key: QueueKey): GuildQueue {
		const name = nameOf(key);
		const known = this.#queues.get(name);
		if (known) return known;
		const { queues, events, isLinked, echoes, logger } = this.dependencies;
		const consumer = this.dependencies.consumers.get(key.consumer)!;
		const queue = new GuildQueue(key, consumer, {
			events: queues,
			first: (eventId) => this.#takeOver.first(key, eventId),
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
			mayHandle: () => this.#mayHandle(key),
			clock: this.#clock,
			stopped: this.#stop.signal,
			memory: this.#memory,
			...this.#options
		});
		this.#queues.set(name, queue);
		return queue;
	}
}
