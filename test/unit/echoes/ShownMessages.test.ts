import { beforeEach, expect, it } from 'vitest';
import { ShownMessages } from '../../../src/lib/echoes/ShownMessages.js';
import { VirtualClock } from '../time/VirtualClock.js';

let clock: VirtualClock;
let shown: ShownMessages;
beforeEach(() => {
	clock = new VirtualClock();
	shown = new ShownMessages(clock);
});

it('notifies all waiting callers as soon as a message is shown', async () => {
	const waits = [shown.waitFor('m-1', 5_000), shown.waitFor('m-1', 5_000)];
	shown.add('m-1');
	expect(await Promise.all(waits)).toEqual([true, true]);
	expect(clock.pendingTimers).toBe(0);
});

it('answers immediately if it was shown a moment ago', async () => {
	shown.add('m-1');
	await clock.advance(59_000);
	expect(await shown.waitFor('m-1', 5_000)).toBe(true);
	await clock.advance(2_000);
	const wait = shown.waitFor('m-1', 5_000);
	await clock.advance(5_000);
	expect(await wait).toBe(false);
});

it('gives up after the limit, for each waiting caller', async () => {
	const [short, long] = [shown.waitFor('m-1', 1_000), shown.waitFor('m-1', 5_000)];
	await clock.advance(1_000);
	expect(await short).toBe(false);
	shown.add('m-1');
	expect(await long).toBe(true);
});

it('keeps the newest 10,000', async () => {
	for (let number = 0; number <= 10_000; number++) shown.add(`m-${number}`);
	expect(await shown.waitFor('m-1', 1)).toBe(true);
	const oldest = shown.waitFor('m-0', 1);
	await clock.advance(1);
	expect(await oldest).toBe(false);
});
