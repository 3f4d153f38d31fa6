import { expect, it } from 'vitest';
import { FreshAnswers } from '../../../src/lib/time/FreshAnswers.js';

/** A request that ends when the test says so. */
function questions() {
	const begun: ((answer: number | Error) => void)[] = [];
	const ask = () =>
		new Promise<number>((resolve, reject) =>
			begun.push((answer) => (typeof answer === 'number' ? resolve(answer) : reject(answer)))
		);
	return { begun, ask };
}

it('starts a request immediately, and callers during it share the next one', async () => {
	const answers = new FreshAnswers<string, number>();
	const { begun, ask } = questions();
	const first = answers.ask('mia', ask);
	const later = [1, 2, 3].map(() => answers.ask('mia', ask));
	const other = answers.ask('ana', ask);
	expect(begun).toHaveLength(2);
	begun[0]!(1);
	expect(await first).toBe(1);
	await Promise.resolve();
	const third = answers.ask('mia', ask);
	expect(begun).toHaveLength(3);
	begun[1]!(9);
	begun[2]!(2);
	expect(await Promise.all(later)).toEqual([2, 2, 2]);
	expect(await other).toBe(9);
	await Promise.resolve();
	begun[3]!(3);
	expect(await third).toBe(3);
});

it('reports a failure to its callers, and starts the next request anyway', async () => {
	const answers = new FreshAnswers<string, number>();
	const { begun, ask } = questions();
	const first = answers.ask('mia', ask);
	const second = answers.ask('mia', ask);
	begun[0]!(new Error('cut'));
	await expect(first).rejects.toThrow('cut');
	await Promise.resolve();
	begun[1]!(2);
	expect(await second).toBe(2);
	const last = answers.ask('mia', ask);
	begun[2]!(3);
	expect(await last).toBe(3);
});
