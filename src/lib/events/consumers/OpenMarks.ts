import type { QueuedEvent } from '../../storage/consumers/types.js';
import type { Clock } from '../../time/Clock.js';
import type { FlushTimer } from './FlushTimer.js';

/** Maximum time without a mark for a handled event. After that the next event waits for the mark. */
const MaxOpenMs = 10;
/** Delay after which marks are stored. It is short, so that most are stored before the next event has to wait. */
export const FlushAfterMs = 5;

export interface OpenMarksDependencies {
	/** Stores that the events are handled. Must not reject. */
	store: (events: readonly QueuedEvent[]) => Promise<void>;
	/** Shared by all queues. */
	timer: FlushTimer;
	clock: Clock;
}

/**
 * Handled events of one queue whose mark is not stored yet.
 *
 * The next event does not wait for the mark of a quick handler, because one move of the cursor then marks many events.
 * A crash repeats the events without a mark, which is only the work of some milliseconds.
 *
 * After a crash each event is marked before the next. So an event that crashes the process is the first one after the
 * restart: see `TakeOver`.
 */
export class OpenMarks {
	#handled: QueuedEvent[] = [];
	/** Time when the first of them was handled. */
	#since = 0;
	#storing: Promise<void> | null = null;
	/** Time when the first of those that are being stored was handled. */
	#storingSince = 0;
	readonly #flush = () => {
		if (this.#handled.length > 0) this.#storing ??= this.#store();
	};

	public constructor(private readonly dependencies: OpenMarksDependencies) {}

	public add(handled: QueuedEvent): void {
		if (this.#handled.length === 0) {
			this.#since = this.dependencies.clock.now();
			if (!this.#storing) this.dependencies.timer.request(this.#flush);
		}
		this.#handled.push(handled);
	}

	/** Returns a promise if the next event has to wait for it. */
	public beforeNext(): Promise<void> | null {
		if (!this.isOpen) return null;
		const since = this.#storing ? this.#storingSince : this.#since;
		return this.dependencies.clock.now() - since >= MaxOpenMs ? this.settled() : null;
	}

	/** Resolves when all marks are stored. */
	public async settled(): Promise<void> {
		while (this.isOpen) {
			this.#flush();
			await this.#storing;
		}
	}

	/** Whether marks are not stored yet. */
	public get isOpen(): boolean {
		return this.#handled.length > 0 || this.#storing !== null;
	}

	async #store(): Promise<void> {
		const handled = this.#handled;
		this.#handled = [];
		this.#storingSince = this.#since;
		try {
			await this.dependencies.store(handled);
		} finally {
			this.#storing = null;
		}
		if (this.#handled.length > 0) this.dependencies.timer.request(this.#flush);
	}
}
