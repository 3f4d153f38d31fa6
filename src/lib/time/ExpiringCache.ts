import type { LRUCache } from 'lru-cache';
import { systemClock } from './Clock.js';
import { expiringEntries } from './expiringEntries.js';

interface Answer<Value> {
	value: Promise<Value>;
	askedAt: number;
}

/** Cache of up to `maxSize` answers that expire. Callers that arrive during a request share it. */
export class ExpiringCache<Key extends {}, Value> {
	readonly #answers: LRUCache<Key, Answer<Value>>;

	public constructor(
		private readonly lifetimeMs: number,
		maxSize: number
	) {
		this.#answers = expiringEntries(lifetimeMs, maxSize, systemClock);
	}

	/**
	 * Returns the cached answer, or calls `load`. Failures are not cached.
	 *
	 * @param maxAgeMs Maximum age of a cached answer since its request. At most the lifetime.
	 */
	public get(key: Key, load: () => Promise<Value>, maxAgeMs = this.lifetimeMs): Promise<Value> {
		const answer = this.#answers.peek(key);
		const isFresh = answer && answer.askedAt + maxAgeMs > systemClock.now();
		return isFresh ? answer.value : this.refresh(key, load);
	}

	/** Calls `load` and replaces the cached answer. */
	public refresh(key: Key, load: () => Promise<Value>): Promise<Value> {
		const value = load();
		// Answers may be large, such as pictures.
		this.#answers.purgeStale();
		this.#answers.set(key, { value, askedAt: systemClock.now() });
		value.catch(() => this.#forgetIf(key, value));
		return value;
	}

	public forget(key: Key): void {
		this.#answers.delete(key);
	}

	#forgetIf(key: Key, value: Promise<Value>): void {
		if (this.#answers.peek(key)?.value === value) this.#answers.delete(key);
	}
}
