import type { Awaitable } from '../../awaitable.js';
import { KickError } from '../../kick/errors.js';
import { type Clock, systemClock } from '../../time/Clock.js';
import { Watch } from '../../time/Watch.js';
import { ArrivalEntry, type EntryQueue, type Line, type Place } from './ArrivalEntry.js';

export interface ArrivalQueueLimits {
	/** Maximum number of entries. A further one is refused. */
	entries: number;
	/** Maximum time that an entry may delay those behind it, in milliseconds. After that it is refused. */
	holdMs: number;
}

/** Number of checks within one hold limit, so that entries need no timers of their own. */
const ChecksPerHold = 10;

/**
 * Preserves the order of arrival for work that finishes out of order.
 *
 * The work of all entries runs in parallel. The first entry of a line passes on as soon as its work is done, then the
 * next.
 */
export class ArrivalQueue {
	readonly #lines = new Map<Line, Set<ArrivalEntry>>();
	readonly #queue: EntryQueue;
	readonly #watch: Watch;
	#size = 0;

	public constructor(
		private readonly limits: ArrivalQueueLimits,
		clock: Clock = systemClock
	) {
		this.#queue = { now: () => clock.now(), advance: (line) => this.#advance(line) };
		this.#watch = new Watch(limits.holdMs / ChecksPerHold, () => this.#refuseLate(clock.now()), clock);
	}

	/**
	 * Starts `work`, and calls `next` with its value after all earlier entries of the line have passed on or left. Both
	 * are called before this returns, if the value is known at once and no entry of the line is ahead.
	 *
	 * `next` runs in the same turn, so what it starts keeps the order of arrival. An entry whose work fails leaves.
	 *
	 * @throws The error of `work` or `next`, directly or through the promise. {@link KickError} with `queue_full`, or
	 * with `timeout` for an entry that delayed others for too long. Its work continues, and its value is dropped.
	 */
	public pass<Value, Outcome>(
		line: Line,
		work: (place: Place) => Awaitable<Value>,
		next: (value: Value) => Awaitable<Outcome>
	): Awaitable<Outcome> {
		if (this.#size >= this.limits.entries) {
			throw new KickError('queue_full', 'Too many events at once. Kick has to send them again.');
		}
		const entry = new ArrivalEntry(line, this.#queue);
		// Added before its work starts, so that later entries stay behind it.
		this.#add(entry);
		const value = this.#start(entry, work);
		if (value instanceof Promise) return this.#wait(entry, value, next);
		if (!this.#isFirst(entry)) return this.#waitWith(entry, value, next);
		this.#remove(entry);
		try {
			return next(value);
		} finally {
			this.#advance(line);
		}
	}

	#start<Value>(entry: ArrivalEntry, work: (place: Place) => Awaitable<Value>): Awaitable<Value> {
		try {
			return work(entry);
		} catch (error) {
			this.#remove(entry);
			this.#advance(entry.line);
			throw error;
		}
	}

	#wait<Value, Outcome>(entry: ArrivalEntry, work: Promise<Value>, next: (value: Value) => Awaitable<Outcome>) {
		return new Promise<Outcome>((resolve, reject) => {
			entry.reject = reject;
			this.#watch.start();
			work.then(
				(value) => this.#finish(entry, () => settle(next, value, resolve, reject)),
				(error) => this.#refuse(entry, error)
			);
		});
	}

	#waitWith<Value, Outcome>(entry: ArrivalEntry, value: Value, next: (value: Value) => Awaitable<Outcome>) {
		return new Promise<Outcome>((resolve, reject) => {
			entry.passOn = () => settle(next, value, resolve, reject);
		});
	}

	#add(entry: ArrivalEntry): void {
		this.#size += 1;
		const line = this.#lines.get(entry.line);
		if (line) line.add(entry);
		else this.#lines.set(entry.line, new Set<ArrivalEntry>().add(entry));
	}

	/** Returns whether the entry was still in its line. */
	#remove(entry: ArrivalEntry): boolean {
		const line = this.#lines.get(entry.line);
		if (!line?.delete(entry)) return false;
		this.#size -= 1;
		if (line.size === 0) this.#lines.delete(entry.line);
		return true;
	}

	/** Returns whether the entry has no other to wait for. */
	#isFirst(entry: ArrivalEntry): boolean {
		if (entry.isAway) return true;
		for (const other of this.#lines.get(entry.line) ?? []) if (!other.isAway) return other === entry;
		return false;
	}

	#finish(entry: ArrivalEntry, passOn: () => void): void {
		entry.passOn = passOn;
		if (!entry.isAway) this.#advance(entry.line);
		else if (this.#remove(entry)) passOn();
	}

	#refuse(entry: ArrivalEntry, error: unknown): void {
		if (!this.#remove(entry)) return;
		entry.reject(error);
		this.#advance(entry.line);
	}

	#advance(line: Line): void {
		const entries = this.#lines.get(line);
		if (!entries) return;
		for (const entry of entries) {
			if (entry.isAway) continue;
			if (!entry.passOn) return;
			this.#remove(entry);
			entry.passOn();
		}
	}

	/** Refuses entries that exceed the hold limit. Returns whether entries are left. */
	#refuseLate(now: number): boolean {
		const latest = now - this.limits.holdMs;
		for (const line of this.#lines.values()) {
			for (const entry of line) {
				if (entry.isAway || entry.passOn || entry.since > latest) continue;
				this.#refuse(entry, new KickError('timeout', 'An event took too long to check. Kick has to send it again.'));
			}
		}
		return this.#size > 0;
	}
}

function settle<Value, Outcome>(
	next: (value: Value) => Awaitable<Outcome>,
	value: Value,
	resolve: (outcome: Awaitable<Outcome>) => void,
	reject: (error: unknown) => void
): void {
	try {
		resolve(next(value));
	} catch (error) {
		reject(error);
	}
}
