import type { WaitingQueue } from '../../storage/consumers/types.js';
import type { Clock } from '../../time/Clock.js';
import { nameOf } from './queueName.js';

/**
 * Time without progress after which a queue is stuck.
 *
 * An event waits up to 15 seconds until it is known to be no echo. Four attempts with pauses of 31 seconds in all
 * follow: at most 5 minutes for listeners, and 9 for a consumer with the highest `limitMs`.
 */
const StuckAfterMs = 10 * 60_000;

interface Standstill extends WaitingQueue {
	since: number;
}

/**
 * Finds servers with a queue that makes no progress. The age of its next event says nothing, because the event may have
 * waited for this start or behind others.
 */
export class Backlog {
	readonly #queues = new Map<string, Standstill>();

	public constructor(private readonly clock: Clock) {}

	/** @param waiting All queues that have waiting events now. */
	public update(waiting: readonly WaitingQueue[]): void {
		const gone = new Set(this.#queues.keys());
		for (const queue of waiting) {
			const name = nameOf(queue);
			gone.delete(name);
			if (this.#queues.get(name)?.position === queue.position) continue;
			this.#queues.set(name, { ...queue, since: this.clock.now() });
		}
		for (const name of gone) this.#queues.delete(name);
	}

	/** Returns the servers with a queue that made no progress for 10 minutes. */
	public stuck(): string[] {
		const before = this.clock.now() - StuckAfterMs;
		return [...this.#queues.values()].filter(({ since }) => since <= before).map(({ guildId }) => guildId);
	}
}
