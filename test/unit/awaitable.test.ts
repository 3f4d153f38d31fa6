import { expect, it } from 'vitest';
import { type Awaitable, andThen } from '../../src/lib/awaitable.js';

const double = (value: number): Awaitable<number> => value * 2;
const fails = (): Awaitable<number> => {
	throw new Error('boom');
};

it('continues immediately with a known value', () => {
	expect(andThen(1, double)).toBe(2);
});

it('continues with a promise when it resolves, to a value or to another promise', async () => {
	const later = andThen(Promise.resolve(1), double);
	expect(later).toBeInstanceOf(Promise);
	expect(await later).toBe(2);
	expect(await andThen(Promise.resolve(1), async (value) => value + 1)).toBe(2);
});

it('throws an error if the value is known, and rejects otherwise', async () => {
	expect(() => andThen(1, fails)).toThrow('boom');
	await expect(andThen(Promise.resolve(1), fails)).rejects.toThrow('boom');
	await expect(andThen(Promise.reject<number>(new Error('before')), double)).rejects.toThrow('before');
});
