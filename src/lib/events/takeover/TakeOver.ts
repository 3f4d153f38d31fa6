import type { Logger } from '../../logger.js';
import type { QueueKey } from '../../storage/consumers/types.js';
import type { BegunEvent, BegunEventRepository } from '../../storage/repositories/BegunEventRepository.js';
import { pauseUnlessAborted } from '../../time/pauseUnlessAborted.js';
import { nameOf } from '../consumers/queueName.js';
import { FatalStarts, FirstEvent } from './FirstEvent.js';

export interface TakeOverDependencies {
	begun: BegunEventRepository;
	/** Whether the process that had the server before ended without giving it back. */
	isOrphaned: (guildId: string) => boolean;
	/** Handles the events of the queue. Resolves when none is left. */
	wake: (queue: QueueKey) => Promise<void>;
	stopped: AbortSignal;
	logger: Logger;
}

export interface TakeOverOptions {
	/**
	 * Pause before events that have ended a start, in milliseconds. The other queues are handled meanwhile.
	 *
	 * @default 5000
	 */
	suspectPauseMs?: number;
	/** Maximum time that the next queue waits for such an event, in milliseconds. @default 5000 */
	suspectTurnMs?: number;
	/** Maximum time that the next queue waits for any other event, in milliseconds. @default 100 */
	turnMs?: number;
}

const Defaults: Required<TakeOverOptions> = { suspectPauseMs: 5_000, suspectTurnMs: 5_000, turnMs: 100 };

interface Turn {
	queue: QueueKey;
	/** Event that an earlier start began to handle and did not finish. */
	suspect: BegunEvent | null;
}

/**
 * Starts the queues that this process took over, with their first events one after the other.
 *
 * If an event ends the process, its count of starts identifies it, and no other event is blamed. Events that have ended
 * a start come last.
 *
 * Only the first event of a queue can be at fault, because the process before had not begun the others. It may have
 * handled quick ones whose marks were lost. Those are now marked one by one, so the event at fault is the first one at
 * the next start.
 */
export class TakeOver {
	readonly #options: Required<TakeOverOptions>;
	/** Names of the queues that still wait for their turn. */
	readonly #held = new Set<string>();
	/** Functions that track the first event, by the name of the queue. A queue has one until its first event. */
	readonly #firsts = new Map<string, (eventId: string) => FirstEvent>();
	readonly #running = new Set<FirstEvent>();
	/** Set until the order of the queues that this process has gained is known. */
	#isRequested = false;
	#requests = 0;
	/** Queues that were woken during a request. */
	readonly #wokenEarly = new Map<string, QueueKey>();
	#scheduled: Promise<void> = Promise.resolve();

	public constructor(
		private readonly dependencies: TakeOverDependencies,
		options: TakeOverOptions = {}
	) {
		this.#options = { ...Defaults, ...options };
	}

	/** Holds all queues until the next {@link add}, because another process may have handled their events until then. */
	public request(): void {
		this.#isRequested = true;
		this.#requests += 1;
	}

	public get isRequested(): boolean {
		return this.#isRequested;
	}

	/** Whether the events of the queue wait for their turn. */
	public holds(queue: QueueKey): boolean {
		return this.#isRequested || this.#isHeld(queue);
	}

	/** Remembers that a held queue was woken. A queue that has a turn reads from the log by itself. */
	public wokenWhileHeld(queue: QueueKey): void {
		if (this.#isRequested) this.#wokenEarly.set(nameOf(queue), queue);
	}

	/**
	 * Schedules a turn for each queue. Resolves when the order is known, before the turns have run.
	 *
	 * @returns The queues that were woken since the request. The caller has to wake them now.
	 */
	public async add(queues: readonly QueueKey[]): Promise<readonly QueueKey[]> {
		const requests = this.#requests;
		await this.#order(queues.filter((queue) => !this.#isHeld(queue)));
		// More servers were gained meanwhile, and the next poll adds their queues.
		if (requests !== this.#requests) return [];
		this.#isRequested = false;
		const woken = [...this.#wokenEarly.values()];
		this.#wokenEarly.clear();
		return woken;
	}

	#isHeld(queue: QueueKey): boolean {
		return this.#held.size > 0 && this.#held.has(nameOf(queue));
	}

	async #order(queues: readonly QueueKey[]): Promise<void> {
		if (queues.length === 0) return;
		const begun = new Map((await this.dependencies.begun.list()).map((event) => [nameOf(event), event]));
		const turns = queues.map((queue) => ({ queue, suspect: begun.get(nameOf(queue)) ?? null }));
		turns.sort((one, other) => danger(one) - danger(other));
		for (const queue of queues) this.#held.add(nameOf(queue));
		this.#scheduled = this.#scheduled
			.then(() => this.#take(turns))
			.catch((error) => {
				for (const queue of queues) this.#held.delete(nameOf(queue));
				this.dependencies.logger.error('[Kick] Could not start pending events in order.', error);
			});
	}

	/** Returns the tracker of an event before it is handled; `null` unless the event is the first one of its queue. */
	public first(queue: QueueKey, eventId: string): FirstEvent | null {
		if (this.#firsts.size === 0) return null;
		const first = this.#firsts.get(nameOf(queue))?.(eventId) ?? null;
		this.#firsts.delete(nameOf(queue));
		return first;
	}

	/** Resolves when all turns have ended. */
	public async settled(): Promise<void> {
		await this.#scheduled;
	}

	/** Takes back the running attempts. For a stop on purpose, which may leave a slow listener running. */
	public async release(): Promise<void> {
		await Promise.all([...this.#running].map((first) => first.release()));
	}

	async #take(turns: readonly Turn[]): Promise<void> {
		const { suspectPauseMs, suspectTurnMs, turnMs } = this.#options;
		let hasPaused = false;
		for (const turn of turns) {
			const isSuspect = danger(turn) > 0;
			if (isSuspect && !hasPaused) await pauseUnlessAborted(suspectPauseMs, this.dependencies.stopped);
			hasPaused ||= isSuspect;
			this.#held.delete(nameOf(turn.queue));
			if (this.dependencies.stopped.aborted) continue;
			await Promise.race([
				this.#begin(turn),
				pauseUnlessAborted(isSuspect ? suspectTurnMs : turnMs, this.dependencies.stopped)
			]);
		}
	}

	/** Starts a queue. Resolves when its first event was tried. */
	#begin({ queue, suspect }: Turn): Promise<void> {
		const { begun, isOrphaned, wake } = this.dependencies;
		return new Promise((resolve) => {
			this.#firsts.set(nameOf(queue), (eventId) => {
				const deaths = suspect?.eventId === eventId ? suspect.starts : Number(isOrphaned(queue.guildId));
				return new FirstEvent({ begun, queue, eventId, deaths, onTried: resolve, running: this.#running });
			});
			const end = () => {
				this.#firsts.delete(nameOf(queue));
				resolve();
			};
			wake(queue).then(end, end);
		});
	}
}

/** Returns how many starts the event has ended. An event that is no longer retried counts as 0. */
function danger({ suspect }: Turn): number {
	return suspect && suspect.starts < FatalStarts ? suspect.starts : 0;
}
