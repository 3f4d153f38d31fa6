import type { Awaitable } from '../../awaitable.js';
import { KickError } from '../../kick/errors.js';
import { type Clock, systemClock } from '../../time/Clock.js';
import { Watch } from '../../time/Watch.js';
import { ArrivalEntry, type EntryHost, type QueueName, type QueuePlace } from './ArrivalEntry.js';

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
 * The work of all entries runs in parallel. The first entry of a queue is released as soon as its work is done, then
 * the next.
 */
export class ArrivalQueue {
	readonly #queues = new Map<QueueName, Set<ArrivalEntry>>();
	readonly #host: EntryHost;
	readonly #watch: Watch;
	#size = 0;

	public constructor(
		private readonly limits: ArrivalQueueLimits,
		clock: Clock = systemClock
	) {
		this.#host = { now: () => clock.now(), advance: (queueName) => this.#advance(queueName) };
		this.#watch = new Watch(limits.holdMs / ChecksPerHold, () => this.#refuseLate(clock.now()), clock);
	}

	/**
	 * Starts `work`, and calls `next` with its value after all earlier entries of the queue were released or left. Both
	 * are called before this returns, if the value is known at once and no entry of the queue is ahead.
	 *
	 * `next` runs in the same turn, so what it starts keeps the order of arrival. An entry whose work fails leaves.
	 *
	 * @throws The error of `work` or `next`, directly or through the promise. {@link KickError} with `queue_full`, or
	 * with `timeout` for an entry that delayed others for too long. Its work continues, and its value is dropped.
	 */
	public pass<Value, Outcome>(
		queueName: QueueName,
		work: (place: QueuePlace) => Awaitable<Value>,
		next: (value: Value) => Awaitable<Outcome>
	): Awaitable<Outcome> {
		if (this.#size >= this.limits.entries) {
			throw new KickError('queue_full', 'Too many events at once. Kick has to send them again.');
		}
		const entry = new ArrivalEntry(queueName, this.#host);
		// Added before its work starts, so that later entries stay behind it.
		this.#add(entry);
		const value = this.#start(entry, work);
		if (value instanceof Promise) return this.#wait(entry, value, next);
		if (!this.#isFirst(entry)) return this.#waitWith(entry, value, next);
		this.#remove(entry);
		try {
			return next(value);
		} finally {
			this.#advance(queueName);
		}
	}

	#start<Value>(entry: ArrivalEntry, work: (place: QueuePlace) => Awaitable<Value>): Awaitable<Value> {
		try {
			return work(entry);
		} catch (error) {
			this.#remove(entry);
			this.#advance(entry.queueName);
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
			entry.release = () => settle(next, value, resolve, reject);
		});
	}

	#add(entry: ArrivalEntry): void {
		this.#size += 1;
		const queue = this.#queues.get(entry.queueName);
		if (queue) queue.add(entry);
		else this.#queues.set(entry.queueName, new Set<ArrivalEntry>().add(entry));
	}

	/** Returns whether the entry was still in its queue. */
	#remove(entry: ArrivalEntry): boolean {
		const queue = this.#queues.get(entry.queueName);
		if (!queue?.delete(entry)) return false;
		this.#size -= 1;
		if (queue.size === 0) this.#queues.delete(entry.queueName);
		return true;
	}

	/** Returns whether the entry has no other to wait for. */
	#isFirst(entry: ArrivalEntry): boolean {
		if (entry.isAway) return true;
		for (const other of this.#queues.get(entry.queueName) ?? []) if (!other.isAway) return other === entry;
		return false;
	}

	#finish(entry: ArrivalEntry, release: () => void): void {
		entry.release = release;
		if (!entry.isAway) this.#advance(entry.queueName);
		else if (this.#remove(entry)) release();
	}

	#refuse(entry: ArrivalEntry, error: unknown): void {
		if (!this.#remove(entry)) return;
		entry.reject(error);
		this.#advance(entry.queueName);
	}

	#advance(queueName: QueueName): void {
		const entries = this.#queues.get(queueName);
		if (!entries) return;
		for (const entry of entries) {
			if (entry.isAway) continue;
			if (!entry.release) return;
			this.#remove(entry);
			entry.release();
		}
	}

	/** Refuses entries that exceed the hold limit. Returns whether entries are left. */
	#refuseLate(now: number): boolean {
		const latest = now - this.limits.holdMs;
		for (const queue of this.#queues.values()) {
			for (const entry of queue) {
				if (entry.isAway || entry.release || entry.since > latest) continue;
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
