import { expect, test } from 'vitest';
import { systemClock } from '../../../src/lib/time/Clock.js';

test('the system clock calls back, but not after cancelling', async () => {
	const calls: string[] = [];
	const cancel = systemClock.after(0, () => calls.push('cancelled'));
	cancel();
	await new Promise<void>((resolve) => {
		// Keeps the process alive, which the clock's own timers do not.
		const keepAlive = setInterval(() => {}, 1_000);
		systemClock.after(1, () => {
			clearInterval(keepAlive);
			resolve();
		});
	});
	expect(calls).toEqual([]);
});
