import type { Logger } from '../logger.js';
import type { KickMetrics } from '../metrics/KickMetrics.js';
import type { DeliveryMark, EventRepository, EventRow } from '../storage/types.js';
import { GroupCommit } from './GroupCommit.js';
import { GuildLane } from './GuildLane.js';
import type { ListenerRunner } from './ListenerRunner.js';

export interface DispatcherOptions {
	/** Pause before each further try, in milliseconds. @default [1000, 5000, 25000] */
	retryPausesMs?: readonly number[];
	/** How long a listener may take, in milliseconds. @default 60000 */
	handlerLimitMs?: number;
}

const Defaults = { retryPausesMs: [1_000, 5_000, 25_000], handlerLimitMs: 60_000 };
const Limits = { batch: 256, waiting: 1_000_000 };

/**
 * Hands stored events to the listeners: in order for each Discord server, servers beside each other.
 *
 * Before `start()` it only remembers whom to look up: what was stored earlier, also by a process that died, comes first.
 */
export class Dispatcher {
	readonly #lanes = new Map<string, GuildLane>();
	readonly #marks: GroupCommit<DeliveryMark, undefined>;
	readonly #stop = new AbortController();
	#started = false;

	public constructor(
		private readonly events: EventRepository,
		private readonly runner: ListenerRunner,
		private readonly logger: Logger,
		metrics: Pick<KickMetrics, 'handled'>,
		private readonly options: DispatcherOptions = {}
	) {
		this.#marks = new GroupCommit(async (batch) => {
			await events.mark(batch);
			for (const { state } of batch) if (state !== 'pending') metrics.handled.inc({ state });
			return batch.map(() => undefined);
		}, Limits);
	}

	/** Goes on with what was stored and not handled. Call when the listeners are loaded and Discord is ready. */
	public async start(): Promise<void> {
		const waiting = await this.events.guildsWithPending();
		this.#started = true;
		for (const guildId of new Set([...waiting, ...this.#lanes.keys()])) this.#lane(guildId).resume();
	}

	public enqueue(guildId: string, event: EventRow): void {
		const lane = this.#lane(guildId);
		lane.push(event);
		if (this.#started) lane.wake();
	}

	/** Lets running listeners end; what is left is handled at the next start. */
	public async stop(): Promise<void> {
		this.#stop.abort();
		await Promise.all([...this.#lanes.values()].map((lane) => lane.settled()));
		await this.#marks.drain();
	}

	#lane(guildId: string): GuildLane {
		const known = this.#lanes.get(guildId);
		if (known) return known;
		const lane = new GuildLane(guildId, {
			events: this.events,
			runner: this.runner,
			mark: (mark) => this.#marks.add(mark),
			logger: this.logger,
			stopped: this.#stop.signal,
			onIdle: () => this.#lanes.delete(guildId),
			...Defaults,
			...this.options
		});
		this.#lanes.set(guildId, lane);
		return lane;
	}
}
