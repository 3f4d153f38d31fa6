import type { LRUCache } from 'lru-cache';
import type { Clock } from './Clock.js';
import { expiringEntries } from './expiringEntries.js';

/** Remembers values for a while, and at most `maxSize` of them: the oldest goes first. */
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
