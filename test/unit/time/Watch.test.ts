import { expect, it } from 'vitest';
import { Watch } from '../../../src/lib/time/Watch.js';
import { VirtualClock } from './VirtualClock.js';

it('a watch checks repeatedly while something is left, with one timer at most', async () => {
	const clock = new VirtualClock();
	const left = [true, true, false];
	let checks = 0;
	const watch = new Watch(
		100,
		() => {
			checks += 1;
			return left.shift() ?? false;
		},
		clock
	);
	expect(clock.pendingTimers).toBe(0);
	watch.start();
	watch.start();
	expect(clock.pendingTimers).toBe(1);
	await clock.advance(250);
	expect(checks).toBe(2);
	await clock.advance(1_000);
	expect([checks, clock.pendingTimers]).toEqual([3, 0]);
	watch.start();
	await clock.advance(100);
	expect([checks, clock.pendingTimers]).toEqual([4, 0]);
});

it('a watch that is started by its own check continues', async () => {
	const clock = new VirtualClock();
	let checks = 0;
	const watch: Watch = new Watch(
		100,
		() => {
			checks += 1;
			if (checks < 3) watch.start();
			return false;
		},
		clock
	);
	watch.start();
	await clock.advance(1_000);
	expect([checks, clock.pendingTimers]).toEqual([3, 0]);
});
