import { LRUCache } from 'lru-cache';
import type { Clock } from './Clock.js';

/**
 * Creates a cache that keeps each entry for `lifetimeMs` by this clock, and at most `maxSize` of them.
 *
 * `get` makes an entry the last to be evicted. With `has` and `peek` the oldest goes first.
 */
export function expiringEntries<Key extends {}, Value extends {}>(
	lifetimeMs: number,
	maxSize: number,
	clock: Pick<Clock, 'now'>
): LRUCache<Key, Value> {
	return new LRUCache({ max: maxSize, ...expiry(lifetimeMs, clock) });
}

/** Options of an `LRUCache` whose entries expire after `lifetimeMs` by this clock. */
export function expiry(lifetimeMs: number, clock: Pick<Clock, 'now'>) {
	return {
		// The library still serves an entry of exactly this age.
		ttl: lifetimeMs - 1,
		// Otherwise it remembers the time of the clock until a system timer fires.
		ttlResolution: 0,
		// It never expires an entry that was set at 0.
		perf: { now: () => clock.now() + 1 }
	};
}
