import { KickError } from '../kick/errors.js';
import { type Clock, systemClock } from '../time/Clock.js';

export interface ArrivalQueueLimits {
	/** Most entries; one more is refused. */
	entries: number;
	/** Longest time that an entry holds up those behind it, in milliseconds. After that it is refused. */
	holdMs: number;
}

/** Place of an entry in its line. */
export interface Place {
	/** Lets those behind it pass. Its own result then waits for no other entry. */
	leave(): void;
	/** Returns to its place, ahead of later entries that are still queued. */
	rejoin(): void;
}

/** Name of a line. Entries keep their order within their line only. */
export type Line = string | number | null;

interface Entry {
	readonly line: Line;
	/** Start of its hold time. */
	since: number;
	isAway: boolean;
	/** Releases the entry; `null` while its work runs. */
	passOn: (() => void) | null;
	readonly reject: (error: unknown) => void;
}

/** The hold limit is checked this many times within its length, so that entries need no timers of their own. */
const ChecksPerHold = 10;

/**
 * Preserves the order of arrival for work that finishes out of order.
 *
 * The work of all entries runs at the same time. The first of a line passes on as soon as its work is done, then the next.
 */
export class ArrivalQueue {
	readonly #entries = new Set<Entry>();
	readonly #lines = new Map<Line, Set<Entry>>();
	#isWatched = false;

	public constructor(
		private readonly limits: ArrivalQueueLimits,
		private readonly clock: Clock = systemClock
	) {}

	/**
	 * Starts `work`, and calls `next` with its value when all that entered the line before have passed on or left.
	 *
	 * `next` runs in the same turn: what it starts, starts in the order of arrival. An entry whose work fails leaves.
	 *
	 * @throws What `work` or `next` throws; {@link KickError} with `queue_full`, or `timeout` for an entry that held up others for
	 * too long. Its work goes on, and its value is dropped.
	 */
	public pass<Value, Outcome>(
		line: Line,
		work: (place: Place) => Promise<Value>,
		next: (value: Value) => Outcome | Promise<Outcome>
	): Promise<Outcome> {
		if (this.#entries.size >= this.limits.entries) {
			return Promise.reject(new KickError('queue_full', 'Too many events at once. Kick has to send them again.'));
		}
		return new Promise((resolve, reject) => {
			const entry: Entry = { line, since: this.clock.now(), isAway: false, passOn: null, reject };
			this.#add(entry);
			// Both in async functions, so that an error thrown at once becomes a rejection.
			const start = async () => work({ leave: () => this.#leave(entry), rejoin: () => this.#rejoin(entry) });
			const end = async (value: Value) => next(value);
			start().then(
				(value) => this.#finish(entry, () => resolve(end(value))),
				(error) => this.#refuse(entry, error)
			);
		});
	}

	#add(entry: Entry): void {
		this.#entries.add(entry);
		const line = this.#lines.get(entry.line) ?? new Set();
		this.#lines.set(entry.line, line.add(entry));
		this.#watch();
	}

	#remove(entry: Entry): void {
		this.#entries.delete(entry);
		const line = this.#lines.get(entry.line);
		line?.delete(entry);
		if (line?.size === 0) this.#lines.delete(entry.line);
	}

	#leave(entry: Entry): void {
		entry.isAway = true;
		this.#advance(entry.line);
	}

	#rejoin(entry: Entry): void {
		entry.isAway = false;
		entry.since = this.clock.now();
	}

	#finish(entry: Entry, passOn: () => void): void {
		if (!this.#entries.has(entry)) return;
		entry.passOn = passOn;
		if (entry.isAway) this.#passOn(entry, passOn);
		else this.#advance(entry.line);
	}

	#refuse(entry: Entry, error: unknown): void {
		if (!this.#entries.has(entry)) return;
		this.#remove(entry);
		entry.reject(error);
		this.#advance(entry.line);
	}

	#advance(line: Line): void {
		for (const entry of this.#lines.get(line) ?? []) {
			if (entry.isAway) continue;
			if (!entry.passOn) return;
			this.#passOn(entry, entry.passOn);
		}
	}

	#passOn(entry: Entry, passOn: () => void): void {
		this.#remove(entry);
		passOn();
	}

	#watch(): void {
		if (this.#isWatched) return;
		this.#isWatched = true;
		this.clock.after(this.limits.holdMs / ChecksPerHold, () => {
			this.#isWatched = false;
			this.#refuseLate();
			if (this.#entries.size > 0) this.#watch();
		});
	}

	#refuseLate(): void {
		const latest = this.clock.now() - this.limits.holdMs;
		for (const entry of this.#entries) {
			if (entry.isAway || entry.passOn || entry.since > latest) continue;
			this.#refuse(entry, new KickError('timeout', 'An event took too long to check. Kick has to send it again.'));
		}
	}
}
