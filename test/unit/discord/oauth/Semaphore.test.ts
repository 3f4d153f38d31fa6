import { expect, it } from 'vitest';
import { Semaphore } from '../../../../src/lib/discord/oauth/Semaphore.js';

const never = new AbortController().signal;

it('limits concurrent work, and runs the rest in order of arrival, also after a failure', async () => {
	const semaphore = new Semaphore(2);
	const begun: number[] = [];
	const ends: (() => void)[] = [];
	const work = (number: number) =>
		semaphore.run(() => {
			begun.push(number);
			return new Promise<number>((resolve) => ends.push(() => resolve(number)));
		}, never);
	const failing = semaphore.run(() => Promise.reject(new Error('no')), never);
	const all = [1, 2, 3].map(work);
	await expect(failing).rejects.toThrow('no');
	await Promise.resolve();
	expect(begun).toEqual([1, 2]);
	ends[0]!();
	await all[0];
	await Promise.resolve();
	expect(begun).toEqual([1, 2, 3]);
	for (const end of ends) end();
	expect(await Promise.all(all)).toEqual([1, 2, 3]);
});

it('a caller that gives up while waiting takes no turn', async () => {
	const semaphore = new Semaphore(1);
	let end = () => {};
	const first = semaphore.run(() => new Promise<void>((resolve) => (end = resolve)), never);
	const impatient = new AbortController();
	const second = semaphore.run(async () => 'second', impatient.signal);
	const third = semaphore.run(async () => 'third', never);
	impatient.abort(new Error('too long'));
	await expect(second).rejects.toThrow('too long');
	end();
	await first;
	expect(await third).toBe('third');
	expect(await semaphore.run(async () => 'fourth', never)).toBe('fourth');
});
