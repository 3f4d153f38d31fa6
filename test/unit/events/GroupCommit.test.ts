import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { GroupCommit } from '../../../src/lib/events/GroupCommit.js';

describe('group commit', () => {
	it('commits simultaneous items in one batch, in order, and answers each', async () => {
		const batches: number[][] = [];
		const group = new GroupCommit<number, number>(
			async (batch) => {
				batches.push([...batch]);
				return batch.map((item) => item * 10);
			},
			{ batch: 3, waiting: 100 }
		);
		const answers = await Promise.all([1, 2, 3, 4, 5].map((item) => group.add(item)));
		expect(answers).toEqual([10, 20, 30, 40, 50]);
		expect(batches).toEqual([
			[1, 2, 3],
			[4, 5]
		]);
	});

	it('waits for items that other callbacks of the same turn add', async () => {
		const batches: number[] = [];
		const group = new GroupCommit<number, number>(
			async (batch) => {
				batches.push(batch.length);
				return batch;
			},
			{ batch: 10, waiting: 100 }
		);
		const callbacks = [1, 2, 3].map(
			(item) => new Promise<number>((resolve) => process.nextTick(() => queueMicrotask(() => resolve(group.add(item)))))
		);
		await Promise.all(callbacks);
		expect(batches).toEqual([3]);
	});

	it('rejects only the failed batch, and continues', async () => {
		let calls = 0;
		const group = new GroupCommit<number, number>(
			async (batch) => {
				if (++calls === 1) throw new Error('disk full');
				return batch;
			},
			{ batch: 2, waiting: 100 }
		);
		const results = await Promise.allSettled([group.add(1), group.add(2), group.add(3)]);
		expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
	});

	it('refuses items above its limit, and accepts more later', async () => {
		let release = () => {};
		const open = new Promise<void>((resolve) => {
			release = resolve;
		});
		const group = new GroupCommit<number, number>(
			async (batch) => {
				await open;
				return batch;
			},
			{ batch: 1, waiting: 2 }
		);
		const first = group.add(1);
		await nextTurn();
		const waiting = [group.add(2), group.add(3)];
		await expect(group.add(4)).rejects.toMatchObject({ code: 'queue_full' });
		release();
		expect(await Promise.all([first, ...waiting])).toEqual([1, 2, 3]);
		await group.drain();
		expect(await group.add(5)).toBe(5);
	});
});
