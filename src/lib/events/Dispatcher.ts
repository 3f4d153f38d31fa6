import { setMaxListeners } from 'node:events';
import type { Logger } from '../logger.js';
import type { KickMetrics } from '../metrics/KickMetrics.js';
import type { BegunEventRepository } from '../storage/begunEvents/types.js';
import type { DeliveryMark, EventRepository, WaitingServer } from '../storage/events/types.js';
import { type Clock, systemClock } from '../time/Clock.js';
import { PacedJob } from '../time/PacedJob.js';
import { Backlog } from './Backlog.js';
import { GroupCommit } from './GroupCommit.js';
import { GuildLane, type LaneEchoes } from './GuildLane.js';
import { OwnMessageReason } from './Inbox.js';
import type { HeardEvent, ListenerRunner } from './ListenerRunner.js';
import { TakeOver, type TakeOverOptions } from './takeover/TakeOver.js';

export interface DispatcherOptions extends TakeOverOptions {
	/** Pause before each further try, in milliseconds. @default [1000, 5000, 25000] */
	retryPausesMs?: readonly number[];
	/** How long a listener may take, in milliseconds. @default 60000 */
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

export interface DispatcherParts {
	events: EventRepository;
	begunEvents: BegunEventRepository;
	runner: ListenerRunner;
	neighbourhood: Ownership;
	/** After an event was handled for a server. */
	onHandled: (read: () => HeardEvent) => void;
	/** After what became of an event in a server was written down. */
	onMarked?: (delivery: Pick<DeliveryMark, 'guildId' | 'id'>) => void;
	echoes: LaneEchoes;
	metrics: Pick<KickMetrics, 'handled'>;
	logger: Logger;
	/** Default: the system's. */
	clock?: Clock;
}

const Defaults = { retryPausesMs: [1_000, 5_000, 25_000], handlerLimitMs: 60_000, pollMs: 2_000 };
/** So long without a look at the database, nothing is found that nobody told of. */
const BlindAfterMs = 60_000;
const Limits = { batch: 256, waiting: 1_000_000 };
const PollRestMs = 50;

/**
 * Hands stored events to the listeners: in order for each Discord server, servers beside each other.
 *
 * The database holds all that waits, and each server's events are read from there. So nothing is lost with a process, and of
 * several processes the one that owns a server goes on where another ended, in the same order.
 */
export class Dispatcher {
	readonly #lanes = new Map<string, GuildLane>();
	readonly #marks: GroupCommit<DeliveryMark, undefined>;
	readonly #stop = new AbortController();
	readonly #soon = new PacedJob({ run: () => this.#pollAgain(), restMs: PollRestMs, clock: systemClock });
	readonly #options: Required<Pick<DispatcherOptions, keyof typeof Defaults>>;
	readonly #clock: Clock;
	readonly #backlog: Backlog;
	readonly #takeOver: TakeOver;
	/** Set until the servers that this process has gained have their turns. */
	#mustTakeOver = false;
	#takeOversAsked = 0;
	/** Servers that were woken meanwhile. */
	readonly #wokenEarly = new Set<string>();
	#lookedAt: number | null = null;
	#timer: NodeJS.Timeout | null = null;
	#polling: Promise<void> | null = null;

	public constructor(
		private readonly parts: DispatcherParts,
		options: DispatcherOptions = {}
	) {
		const { events, begunEvents, neighbourhood, metrics, onMarked, logger, clock = systemClock } = parts;
		// Every server that pauses before a retry listens to it: more than ten are no leak.
		setMaxListeners(0, this.#stop.signal);
		this.#options = { ...Defaults, ...options };
		this.#clock = clock;
		this.#backlog = new Backlog(clock);
		this.#takeOver = new TakeOver(
			{
				begun: begunEvents,
				isOrphaned: (guildId) => neighbourhood.isOrphaned(guildId),
				wake: async (guildId) => {
					if (!this.#mayHandle(guildId)) return;
					const lane = this.#lane(guildId);
					lane.wake();
					await lane.settled();
				},
				stopped: this.#stop.signal,
				logger
			},
			options
		);
		this.#marks = new GroupCommit(async (batch) => {
			await events.mark(batch);
			for (const mark of batch) {
				if (mark.state !== 'failed') metrics.handled.inc({ state: mark.state });
				onMarked?.(mark);
			}
			return batch.map(() => undefined);
		}, Limits);
	}

	/** Goes on with what was stored and not handled. Call when the listeners are loaded and Discord is ready. */
	public async start(): Promise<void> {
		this.#timer = setInterval(() => void this.poll(), this.#options.pollMs).unref();
		await this.takeOver();
	}

	/** Begins with what waits for servers that this process handles since a moment ago. Before the start there is no need to call it. */
	public async takeOver(): Promise<void> {
		if (!this.#timer) return;
		this.#mustTakeOver = true;
		this.#takeOversAsked += 1;
		// A look that is under way may be from before.
		await this.#polling;
		await this.poll();
	}

	/** Whether waiting events are looked for: not before the start, nor while the database can't be read. */
	public get isHandling(): boolean {
		const isRunning = this.#timer !== null && !this.#stop.signal.aborted;
		return isRunning && this.#lookedAt !== null && this.#clock.now() - this.#lookedAt < BlindAfterMs;
	}

	/** Whether nothing was done for 10 minutes for a server that has waiting events and whose shard this process has. */
	public get isStuck(): boolean {
		return this.#backlog.stuck().some((guildId) => this.parts.neighbourhood.isOurs(guildId));
	}

	/** Something waits in the database for a server, ours or that of another process. */
	public lookOrWake(guildId: string): void {
		if (this.parts.neighbourhood.owns(guildId)) this.look(guildId);
		else this.parts.neighbourhood.wake(guildId);
	}

	/**
	 * Polls at once, and then at most 20 times a second: for news from other processes. Who sends them is not known, so the number of
	 * messages must not decide how often the database is asked.
	 */
	public pollSoon(): void {
		if (this.#timer) this.#soon.request();
	}

	/** Something is stored for a server of ours. */
	public look(guildId: string): void {
		if (!this.#timer || !this.#mayHandle(guildId)) return;
		if (this.#mustTakeOver) this.#wokenEarly.add(guildId);
		else if (!this.#takeOver.holds(guildId)) this.#lane(guildId).wake();
	}

	/** Looks up every server that has something waiting: also what a process that died has left behind. */
	public poll(): Promise<void> {
		this.#polling ??= this.#poll().finally(() => {
			this.#polling = null;
		});
		return this.#polling;
	}

	/** Lets running listeners end; what is left is handled at the next start. */
	public async stop(): Promise<void> {
		if (this.#timer) clearInterval(this.#timer);
		this.#soon.stop();
		this.#stop.abort();
		await this.#polling;
		await this.#takeOver
			.release()
			.catch((error) => this.parts.logger.error('[Kick] The event under way could not be released.', error));
		await this.#takeOver.settled();
		await Promise.all([...this.#lanes.values()].map((lane) => lane.settled()));
		await this.#marks.drain();
	}

	/** A poll that has begun may have read before the event was stored. */
	async #pollAgain(): Promise<void> {
		await this.#polling;
		await this.poll();
	}

	async #poll(): Promise<void> {
		try {
			const waiting = await this.parts.events.oldestPending();
			if (this.#mustTakeOver) await this.#beginTakeOver(waiting);
			for (const { guildId } of waiting) this.look(guildId);
			this.#backlog.update(waiting);
			this.#lookedAt = this.#clock.now();
		} catch (error) {
			this.parts.logger.error('[Kick] Waiting events could not be looked up; tried again in a moment.', error);
		}
	}

	#mayHandle(guildId: string): boolean {
		return !this.#stop.signal.aborted && this.parts.neighbourhood.owns(guildId);
	}

	async #beginTakeOver(waiting: readonly WaitingServer[]): Promise<void> {
		const isNew = (guildId: string) =>
			this.parts.neighbourhood.owns(guildId) && !this.#lanes.has(guildId) && !this.#takeOver.holds(guildId);
		const asked = this.#takeOversAsked;
		await this.#takeOver.add(waiting.map(({ guildId }) => guildId).filter(isNew));
		// More servers were gained meanwhile: the look that follows has theirs.
		if (asked !== this.#takeOversAsked) return;
		this.#mustTakeOver = false;
		for (const guildId of this.#wokenEarly) this.look(guildId);
		this.#wokenEarly.clear();
	}

	#lane(guildId: string): GuildLane {
		const known = this.#lanes.get(guildId);
		if (known) return known;
		const { events, runner, onHandled, echoes, logger } = this.parts;
		const lane = new GuildLane(guildId, {
			events,
			runner,
			first: (eventId) => this.#takeOver.first(guildId, eventId),
			onHandled,
			echoes,
			logger,
			mark: (mark) => this.#marks.add(mark),
			disown: async (id) => {
				await events.disown(id, OwnMessageReason);
				this.parts.onMarked?.({ guildId, id });
			},
			mayHandle: () => this.#mayHandle(guildId),
			clock: this.#clock,
			stopped: this.#stop.signal,
			onIdle: () => this.#lanes.delete(guildId),
			...this.#options
		});
		this.#lanes.set(guildId, lane);
		return lane;
	}
}
