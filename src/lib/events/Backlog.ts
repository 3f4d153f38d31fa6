import type { WaitingServer } from '../storage/events/types.js';
import type { Clock } from '../time/Clock.js';

/**
 * An event takes 5 minutes at most: 15 seconds until it is known to be no echo, four attempts of up to 60 seconds, and the pauses
 * between them. Twice that is no slow listener any more.
 */
const StuckAfterMs = 10 * 60_000;

interface Oldest {
	eventId: string;
	since: number;
}

/**
 * Finds servers whose oldest waiting event stays the same: nothing is done for them. How old the event itself is says nothing: it may
 * have waited for this start, or behind others.
 */
export class Backlog {
	readonly #oldest = new Map<string, Oldest>();

	public constructor(private readonly clock: Clock) {}

	/** @param waiting All servers that have waiting events now. */
	public update(waiting: readonly WaitingServer[]): void {
		const gone = new Set(this.#oldest.keys());
		for (const { guildId, oldestId } of waiting) {
			gone.delete(guildId);
			if (this.#oldest.get(guildId)?.eventId === oldestId) continue;
			this.#oldest.set(guildId, { eventId: oldestId, since: this.clock.now() });
		}
		for (const guildId of gone) this.#oldest.delete(guildId);
	}

	/** The servers for which nothing was done for 10 minutes. */
	public stuck(): string[] {
		const before = this.clock.now() - StuckAfterMs;
		return [...this.#oldest].filter(([, { since }]) => since <= before).map(([guildId]) => guildId);
	}
}
