import type { Clock } from '../../time/Clock.js';

/** How long a mark may be on its way before the next event waits for it. */
const MaxOpenMs = 10;

/**
 * Marks of handled events that are not stored yet.
 *
 * The next event of a server does not wait for the mark of a quick listener, since many marks then share one transaction. A crash
 * repeats what is open, so it is never more than the work of some milliseconds. After a crash each event is marked before the next, so
 * that an event that ends the process comes to be the first one: see `TakeOver`.
 */
export class OpenMarks {
	readonly #open = new Set<Promise<void>>();
	#since = 0;

	public constructor(private readonly clock: Clock) {}

	/** @param stored Resolves when the mark is stored. Must not reject. */
	public add(stored: Promise<void>): void {
		if (this.#open.size === 0) this.#since = this.clock.now();
		this.#open.add(stored);
		stored.then(() => this.#open.delete(stored));
	}

	/** Resolves when the next event may be handled. */
	public async beforeNext(): Promise<void> {
		if (this.#open.size > 0 && this.clock.now() - this.#since >= MaxOpenMs) await this.settled();
	}

	/** Resolves when all marks are stored. */
	public async settled(): Promise<void> {
		await Promise.all(this.#open);
	}
}
