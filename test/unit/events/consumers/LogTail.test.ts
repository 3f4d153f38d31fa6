import { expect, it } from 'vitest';
import { LogTail } from '../../../../src/lib/events/consumers/LogTail.js';

it('is complete while each batch follows the one before', () => {
	const tail = new LogTail();
	expect(tail.add(10, 12)).toBe(true);
	expect(tail.add(12, 15)).toBe(true);
	expect(tail.start).toBe(10);
});

it('starts again after another process has stored something in between', () => {
	const tail = new LogTail();
	tail.add(10, 12);
	expect(tail.add(13, 15)).toBe(true);
	expect(tail.start).toBe(13);
});

it('leaves out a batch that is reported after a later one', () => {
	const tail = new LogTail();
	tail.add(12, 15);
	expect(tail.add(10, 12)).toBe(false);
	expect(tail.start).toBe(12);
	expect(tail.add(15, 16)).toBe(true);
	expect(tail.start).toBe(12);
});

it('starts again after `forget`, also with the batch that follows directly', () => {
	const tail = new LogTail();
	tail.add(10, 12);
	tail.restart();
	expect(tail.start).toBe(Number.POSITIVE_INFINITY);
	expect(tail.add(12, 15)).toBe(true);
	expect(tail.start).toBe(12);
});
