import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ExpiringCache } from '../../../src/lib/time/ExpiringCache.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

/** Returns 1, 2, 3 … and counts. */
function counter() {
	let asked = 0;
	return { load: () => Promise.resolve(++asked), asked: () => asked };
}

describe('cached answers', () => {
	it('are returned for their lifetime, also to callers during a request, and then requested again', async () => {
		const cache = new ExpiringCache<string, number>(1_000, 10);
		const { load } = counter();
		expect(await Promise.all([cache.get('a', load), cache.get('a', load)])).toEqual([1, 1]);
		vi.advanceTimersByTime(999);
		expect(await cache.get('a', load)).toBe(1);
		expect(await cache.get('b', load)).toBe(2);
		vi.advanceTimersByTime(1);
		expect(await cache.get('a', load)).toBe(3);
	});

	it('are requested again when they are older than this caller accepts', async () => {
		const cache = new ExpiringCache<string, number>(1_000, 10);
		const { load } = counter();
		await cache.get('a', load);
		vi.advanceTimersByTime(499);
		expect(await cache.get('a', load, 500)).toBe(1);
		vi.advanceTimersByTime(1);
		expect(await cache.get('a', load, 500)).toBe(2);
	});

	it('are requested again after they were forgotten, or on demand', async () => {
		const cache = new ExpiringCache<string, number>(1_000, 10);
		const { load } = counter();
		await cache.get('a', load);
		expect(await cache.refresh('a', load)).toBe(2);
		expect(await cache.get('a', load)).toBe(2);
		cache.forget('a');
		expect(await cache.get('a', load)).toBe(3);
	});

	it('are no failures: the next caller requests again', async () => {
		const cache = new ExpiringCache<string, number>(1_000, 10);
		await expect(cache.get('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
		expect(await cache.get('a', () => Promise.resolve(1))).toBe(1);
	});

	it('are limited in number: the oldest is removed', async () => {
		const cache = new ExpiringCache<number, number>(1_000, 2);
		const { load, asked } = counter();
		for (const key of [1, 2, 3]) await cache.get(key, load);
		await cache.get(3, load);
		await cache.get(2, load);
		expect(asked()).toBe(3);
		expect(await cache.get(1, load)).toBe(4);
	});
});
