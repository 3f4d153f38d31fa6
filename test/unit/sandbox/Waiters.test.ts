import { describe, expect, it } from 'vitest';
import { WaitableList, Waiters } from '../../../sandbox/Waiters.js';

const Never = 60_000;

describe('waiters', () => {
	it('get what is there, at once or after a notification', async () => {
		const waiters = new Waiters('Kick');
		let found: string | undefined;
		const later = waiters.until(() => found, Never, String);
		found = 'here';
		waiters.notify();

		expect(await later).toBe('here');
		expect(await waiters.until(() => found, Never, String)).toBe('here');
	});

	it('fail after the limit, by an error in the condition, and when the simulation is stopped', async () => {
		const waiters = new Waiters('Kick');
		const nothing = () => undefined;
		const broken = () => {
			throw new Error('broken');
		};
		await expect(waiters.until(nothing, 1, () => 'Too late')).rejects.toThrow('Too late');
		await expect(waiters.until(broken, Never, String)).rejects.toThrow('broken');

		const stopped = expect(waiters.until(nothing, Never, String)).rejects.toThrow('The simulated Kick was stopped.');
		waiters.stop();
		await stopped;
		await expect(waiters.until(nothing, Never, String)).rejects.toThrow('The simulated Kick is stopped.');
	});
});

describe('a waitable list', () => {
	it('is waited on for an item that is in it, or comes', async () => {
		const list = new WaitableList<number>(String);
		list.add(1);
		const two = list.waitFor((item) => item === 2, 'two', Never);
		list.add(3);
		list.add(2);

		expect([await list.waitFor((item) => item < 4, 'one', Never), await two]).toEqual([1, 2]);
	});

	it('keeps its newest items, and names them when none matches', async () => {
		const list = new WaitableList<number>(String, 2);
		await expect(list.waitFor(Boolean, 'item', 1)).rejects.toThrow('No item within 1 ms, only: nothing');
		for (const item of [1, 2, 3]) list.add(item);
		await expect(list.waitFor((item) => item === 1, 'one', 1)).rejects.toThrow('No one within 1 ms, only: 2, 3');
	});
});
