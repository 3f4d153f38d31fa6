import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ExpiringCache } from '../../../src/lib/time/ExpiringCache.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

/** Answers 1, 2, 3 … and counts. */
function counter() {
	let asked = 0;
	return { load: () => Promise.resolve(++asked), asked: () => asked };
}

describe('remembered answers', () => {
	it('are given for their time, also to those who come while one is under way, and then asked for anew', async () => {
		const cache = new ExpiringCache<string, number>(1_000, 10);
		const { load } = counter();
		expect(await Promise.all([cache.get('a', load), cache.get('a', load)])).toEqual([1, 1]);
		vi.advanceTimersByTime(999);
		expect(await cache.get('a', load)).toBe(1);
		expect(await cache.get('b', load)).toBe(2);
		vi.advanceTimersByTime(1);
		expect(await cache.get('a', load)).toBe(3);
	});

	it('are asked for again when they are older than this caller accepts', async () => {
		const cache = new ExpiringCache<string, number>(1_000, 10);
		const { load } = counter();
		await cache.get('a', load);
		vi.advanceTimersByTime(499);
		expect(await cache.get('a', load, 500)).toBe(1);
		vi.advanceTimersByTime(1);
		expect(await cache.get('a', load, 500)).toBe(2);
	});

	it('are asked for anew when they were forgotten, or that is wanted', async () => {
		const cache = new ExpiringCache<string, number>(1_000, 10);
		const { load } = counter();
		await cache.get('a', load);
		expect(await cache.refresh('a', load)).toBe(2);
		expect(await cache.get('a', load)).toBe(2);
		cache.forget('a');
		expect(await cache.get('a', load)).toBe(3);
	});

	it('are no failures: whoever comes next asks again', async () => {
		const cache = new ExpiringCache<string, number>(1_000, 10);
		await expect(cache.get('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
		expect(await cache.get('a', () => Promise.resolve(1))).toBe(1);
	});

	it('are not more than fit: the oldest goes', async () => {
		const cache = new ExpiringCache<number, number>(1_000, 2);
		const { load, asked } = counter();
		for (const key of [1, 2, 3]) await cache.get(key, load);
		await cache.get(3, load);
		await cache.get(2, load);
		expect(asked()).toBe(3);
		expect(await cache.get(1, load)).toBe(4);
	});
});
