import { ok, type Result } from '@sapphire/result';
import { beforeEach, describe, expect, test } from 'vitest';
import { ChannelQueue, type Turn } from '../../../src/lib/chat/ChannelQueue.js';
import type { KickError } from '../../../src/lib/kick/errors.js';
import { VirtualClock } from '../time/VirtualClock.js';
import { kickError } from './CountingKick.js';

describe('ChannelQueue', () => {
	let clock: VirtualClock;
	let queue: ChannelQueue;
	let log: [job: string, at: number][];

	beforeEach(() => {
		clock = new VirtualClock();
		queue = new ChannelQueue(clock);
		log = [];
	});

	/** A job with this many requests. */
	const job =
		(name: string, requests = 1) =>
		async (turn: Turn) => {
			for (let request = 0; request < requests; request++) {
				const ready = await turn.ready();
				if (ready.isErr()) return ready;
				log.push([name, clock.now()]);
			}
			return ok();
		};

	test('lets three through at once and then one a second', async () => {
		for (const name of ['a', 'b', 'c', 'd', 'e']) void queue.add(job(name));
		await clock.advance(10_000);
		expect(log).toEqual([
			['a', 0],
			['b', 0],
			['c', 0],
			['d', 1_000],
			['e', 2_000]
		]);
	});

	test('allows a new burst after a quiet time, of three at most', async () => {
		void queue.add(job('a', 3));
		await clock.advance(60_000);
		void queue.add(job('b', 4));
		await clock.advance(1_000);
		expect(log.slice(3).map(([, at]) => at)).toEqual([60_000, 60_000, 60_000, 61_000]);
	});

	test('runs one job to its end before the next begins', async () => {
		void queue.add(job('a', 5));
		void queue.add(job('b', 2));
		await clock.advance(20_000);
		expect(log.map(([name]) => name).join('')).toBe('aaaaabb');
	});

	test('a pause also delays the jobs behind it', async () => {
		void queue.add(async (turn) => {
			turn.pause(5_000, kickError('rate_limited'));
			return ok();
		});
		void queue.add(job('b'));
		await clock.advance(4_999);
		expect(log).toEqual([]);
		await clock.advance(1);
		expect(log).toEqual([['b', 5_000]]);
	});

	test('a pause that is longer than a job’s time ends the job immediately, and says why', async () => {
		const result = await queue.add((turn) => {
			turn.pause(120_000, kickError('rate_limited'));
			return turn.ready();
		});
		const error = result.unwrapErr();
		expect(error.code).toBe('message_expired');
		expect(error.retryAfterMs).toBe(120_000);
		expect(error.hint).toContain('rate_limited');
		expect(clock.now()).toBe(0);
	});

	test('a pause is never longer than an hour', async () => {
		await queue.add(async (turn) => {
			turn.pause(1e12, kickError('rate_limited'));
			return ok();
		});
		await clock.advance(3_600_000);
		expect((await queue.add(job('later'))).isOk()).toBe(true);
	});

	test('a job that waits behind another expires after 60 seconds, not when its turn comes', async () => {
		const { promise, finish } = deferred();
		void queue.add(() => promise);
		const waiting = queue.add(job('late'));
		let settledAt: number | null = null;
		void waiting.then(() => {
			settledAt = clock.now();
		});
		await clock.advance(59_999);
		expect(settledAt).toBeNull();
		await clock.advance(1);
		expect(settledAt).toBe(60_000);
		expect((await waiting).unwrapErr().code).toBe('message_expired');

		finish();
		await clock.advance(10_000);
		expect(log).toEqual([]);
	});

	test('refuses the 101st waiting job and accepts one again when there is room', async () => {
		const { promise, finish } = deferred();
		void queue.add(() => promise);
		const waiting = Array.from({ length: 100 }, (_, index) => queue.add(job(`${index}`)));
		expect((await queue.add(job('too many'))).unwrapErr().code).toBe('queue_full');

		finish();
		await clock.advance(0);
		const taken = queue.add(job('fits'));
		await clock.advance(120_000);
		expect((await taken).unwrapErr().code).toBe('message_expired');
		expect((await Promise.all(waiting)).filter((result) => result.isOk())).toHaveLength(62);
		expect(clock.pendingTimers).toBe(0);
	});

	test('a job that throws rejects, and the next one runs', async () => {
		const failing = queue.add(() => {
			throw new TypeError('a bug');
		});
		const next = queue.add(job('next'));
		await expect(failing).rejects.toThrow('a bug');
		expect((await next).isOk()).toBe(true);
	});

	test('stop settles waiting jobs, ends a rate limit’s pause, and waits for a running job', async () => {
		const { promise, finish } = deferred();
		const running = queue.add(async (turn) => {
			await promise;
			return turn.ready();
		});
		const waiting = queue.add(job('waiting'));
		let hasStopped = false;
		const stopping = queue.stop().then(() => {
			hasStopped = true;
		});

		expect((await waiting).unwrapErr().code).toBe('stopped');
		expect((await queue.add(job('after'))).unwrapErr().code).toBe('stopped');
		expect(hasStopped).toBe(false);

		finish();
		expect((await running).unwrapErr().code).toBe('stopped');
		await stopping;
		expect(log).toEqual([]);
		expect(clock.pendingTimers).toBe(0);
	});

	test('stop wakes a job that waits for the rate limit', async () => {
		const running = queue.add(job('a', 5));
		await clock.advance(10);
		await queue.stop();
		expect((await running).unwrapErr().code).toBe('stopped');
		expect(clock.pendingTimers).toBe(0);
	});
});

function deferred() {
	let finish = () => {};
	const promise = new Promise<Result<void, KickError>>((resolve) => {
		finish = () => resolve(ok());
	});
	return { promise, finish };
}
