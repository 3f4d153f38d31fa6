import type { LRUCache } from 'lru-cache';
import type { Clock } from './Clock.js';
import { expiringEntries } from './expiringEntries.js';

/** Set of values that expire. It keeps at most `maxSize` of them and drops the oldest first. */
export class ExpiringSet<Value extends {}> {
	readonly #values: LRUCache<Value, true>;

	public constructor(lifetimeMs: number, maxSize: number, clock: Clock) {
		this.#values = expiringEntries(lifetimeMs, maxSize, clock);
	}

	public add(value: Value): void {
		this.#values.set(value, true);
	}

	public has(value: Value): boolean {
		return this.#values.has(value);
	}
}
