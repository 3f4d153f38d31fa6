import { describe, expect, it } from 'vitest';
import { FlushTimer } from '../../../../src/lib/events/consumers/FlushTimer.js';
import { OpenMarks } from '../../../../src/lib/events/consumers/OpenMarks.js';
import type { QueuedEvent } from '../../../../src/lib/storage/consumers/types.js';
import { VirtualClock } from '../../time/VirtualClock.js';

const FlushMs = 5;

/** Marks that are stored when the test says so. */
function start() {
	const clock = new VirtualClock();
	const stores: { seqs: number[]; end: () => void }[] = [];
	const timer = new FlushTimer(clock, FlushMs);
	const store = (events: readonly QueuedEvent[]) =>
		new Promise<void>((end) => void stores.push({ seqs: events.map(({ seq }) => seq), end }));
	return { clock, stores, open: new OpenMarks({ store, timer, clock }), other: new OpenMarks({ store, timer, clock }) };
}

const handled = (seq: number) => ({ seq }) as QueuedEvent;

describe('marks of handled events', () => {
	it('are stored together, of all queues at the same time', async () => {
		const { clock, stores, open, other } = start();
		open.add(handled(1));
		open.add(handled(2));
		other.add(handled(3));
		await clock.advance(FlushMs - 1);
		expect(stores).toEqual([]);
		await clock.advance(1);
		expect(stores.map(({ seqs }) => seqs)).toEqual([[1, 2], [3]]);
	});

	it('do not delay the next event for 10 ms, even while they are being stored', async () => {
		const { clock, stores, open } = start();
		open.add(handled(1));
		await clock.advance(9);
		expect(stores).toHaveLength(1);
		expect(open.beforeNext()).toBeNull();
		await clock.advance(1);
		const ready = open.beforeNext();
		expect(ready).toBeInstanceOf(Promise);
		stores[0]!.end();
		await ready;
		expect(open.beforeNext()).toBeNull();
	});

	it('that arrive while others are being stored are stored after them', async () => {
		const { clock, stores, open } = start();
		open.add(handled(1));
		await clock.advance(FlushMs);
		open.add(handled(2));
		await clock.advance(FlushMs);
		expect(stores.map(({ seqs }) => seqs)).toEqual([[1]]);
		stores[0]!.end();
		await clock.advance(FlushMs);
		expect(stores.map(({ seqs }) => seqs)).toEqual([[1], [2]]);
	});

	it('are all stored immediately when a caller waits for that', async () => {
		const { stores, open } = start();
		open.add(handled(1));
		const settled = open.settled();
		open.add(handled(2));
		expect(stores.map(({ seqs }) => seqs)).toEqual([[1]]);
		stores[0]!.end();
		await new Promise(setImmediate);
		expect(stores.map(({ seqs }) => seqs)).toEqual([[1], [2]]);
		stores[1]!.end();
		await settled;
		expect(stores).toHaveLength(2);
	});
});
