import { expect, test } from 'vitest';
import { ExpiringSet } from '../../../src/lib/time/ExpiringSet.js';
import { VirtualClock } from './VirtualClock.js';

test('forgets a value after its lifetime, counted from the last time it was added', async () => {
	const clock = new VirtualClock();
	const set = new ExpiringSet<string>(1_000, 10, clock);
	set.add('a');
	await clock.advance(600);
	set.add('a');
	await clock.advance(999);
	expect(set.has('a')).toBe(true);
	await clock.advance(1);
	expect(set.has('a')).toBe(false);
});

test('removes the oldest value when there are too many', () => {
	const set = new ExpiringSet<number>(1_000, 2, new VirtualClock());
	for (const value of [1, 2, 3]) set.add(value);
	expect([1, 2, 3].map((value) => set.has(value))).toEqual([false, true, true]);
});
