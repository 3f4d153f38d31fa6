import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Awaitable } from '../../../../src/lib/awaitable.js';
import type { QueuePlace } from '../../../../src/lib/events/receiving/ArrivalEntry.js';
import { ArrivalQueue } from '../../../../src/lib/events/receiving/ArrivalQueue.js';
import { VirtualClock } from '../../time/VirtualClock.js';

const Limits = { entries: 8_192, holdMs: 10_000 };

/** Work that ends when the test says so. */
function deferred<Value = void>() {
	let settle = { resolve: (_value: Value) => {}, reject: (_error: unknown) => {} };
	const promise = new Promise<Value>((resolve, reject) => {
		settle = { resolve, reject };
	});
	return { promise, ...settle };
}

/** A queue, and the order in which its entries were released. */
function queueOf(limits = Limits, clock = new VirtualClock()) {
	const queue = new ArrivalQueue(limits, clock);
	const passed: string[] = [];
	// An async function turns an immediate error into a rejection.
	const enter = async (
		name: string,
		work: (place: QueuePlace) => Awaitable<unknown>,
		queueName: string | number = 'all'
	) =>
		queue.pass(queueName, work, () => {
			passed.push(name);
			return name;
		});
	return { queue, passed, enter, clock };
}

const forged = async (place: QueuePlace) => place.leave();
const done = async () => undefined;

describe('a queue', () => {
	it('passes entries in the order of arrival, whatever the order in which their work ends', async () => {
		const { passed, enter } = queueOf();
		const works = [deferred(), deferred(), deferred()];
		const all = works.map(({ promise }, index) => enter(String(index), () => promise));
		works[2]?.resolve();
		works[1]?.resolve();
		await nextTurn();
		expect(passed).toEqual([]);
		works[0]?.resolve();
		expect(await Promise.all(all)).toEqual(['0', '1', '2']);
		expect(passed).toEqual(['0', '1', '2']);
	});

	it('starts all work at once', async () => {
		const { enter } = queueOf();
		const begun: number[] = [];
		for (const number of [1, 2, 3]) {
			void enter(String(number), async () => {
				begun.push(number);
				await deferred().promise;
			});
		}
		expect(begun).toEqual([1, 2, 3]);
	});

	it('passes its first entry as soon as it is done, and calls the next step in the same turn', async () => {
		const { queue } = queueOf();
		const calls: string[] = [];
		const work = deferred();
		void queue.pass(
			'all',
			() => work.promise,
			() => calls.push('first')
		);
		void queue.pass('all', done, () => calls.push('second'));
		work.resolve();
		process.nextTick(() => queueMicrotask(() => calls.push('something else')));
		await nextTurn();
		expect(calls).toEqual(['first', 'second', 'something else']);
	});

	it('does not wait for another queue', async () => {
		const { passed, enter } = queueOf();
		const slow = deferred();
		const first = enter('slow', () => slow.promise, 1);
		await enter('other', done, 2);
		const behind = enter('behind', done, 1);
		await nextTurn();
		expect(passed).toEqual(['other']);
		slow.resolve();
		await Promise.all([first, behind]);
		expect(passed).toEqual(['other', 'slow', 'behind']);
	});
});

describe('an entry', () => {
	it('that is forged is answered immediately, and delays no other', async () => {
		const { passed, enter } = queueOf();
		const first = deferred();
		const genuine = enter('genuine', () => first.promise);
		await enter('forged', forged);
		expect(passed).toEqual(['forged']);
		const check = deferred();
		const other = enter('forged later', async (place) => {
			await check.promise;
			place.leave();
		});
		const behind = enter('behind', done);
		first.resolve();
		await genuine;
		check.resolve();
		await Promise.all([other, behind]);
		expect(passed.slice(0, 2)).toEqual(['forged', 'genuine']);
	});

	it('that waits for a key lets others pass, and is first again when it returns', async () => {
		const { passed, enter } = queueOf();
		const key = deferred();
		const checks = [deferred(), deferred()];
		const waitsForKey = (check: Promise<void>) => async (place: QueuePlace) => {
			place.leave();
			await key.promise;
			place.rejoin();
			await check;
		};
		const slow = checks.map(({ promise }, index) => enter(`slow ${index}`, waitsForKey(promise)));
		await enter('passes', done);
		const late = deferred();
		const behind = enter('behind', () => late.promise);
		key.resolve();
		await nextTurn();
		late.resolve();
		checks[1]?.resolve();
		await nextTurn();
		expect(passed).toEqual(['passes']);
		checks[0]?.resolve();
		await Promise.all([...slow, behind]);
		expect(passed).toEqual(['passes', 'slow 0', 'slow 1', 'behind']);
	});

	it('leaves if its work or its next step fails', async () => {
		const { queue, passed, enter } = queueOf();
		const boom = new Error('boom');
		const fails = () => {
			throw boom;
		};
		const work = deferred();
		const entries = [
			enter('throws at once', fails),
			enter('rejects', () => work.promise),
			(async () => queue.pass('all', done, fails))(),
			queue.pass('all', done, () => Promise.reject(boom))
		];
		const behind = enter('behind', done);
		work.reject(boom);
		expect(await behind).toBe('behind');
		const settled = await Promise.allSettled(entries);
		expect(settled).toEqual(entries.map(() => ({ status: 'rejected', reason: boom })));
		expect(passed).toEqual(['behind']);
	});
});

describe('a value that is known at once', () => {
	it('passes before the call returns, without a promise, if nothing is ahead', () => {
		const { queue } = queueOf();
		expect(
			queue.pass(
				'all',
				() => 1,
				(value) => value + 1
			)
		).toBe(2);
	});

	it('waits for entries ahead in its queue, and for nothing in another', async () => {
		const { passed, enter } = queueOf();
		const slow = deferred();
		const all = [enter('slow', () => slow.promise), enter('known', () => 1), enter('other', () => 1, 'other')];
		expect(passed).toEqual(['other']);
		await nextTurn();
		expect(passed).toEqual(['other']);
		slow.resolve();
		await Promise.all(all);
		expect(passed).toEqual(['other', 'slow', 'known']);
	});

	it('passes immediately when all ahead are away, or when it leaves itself', async () => {
		const { passed, enter } = queueOf();
		const [key, slow] = [deferred(), deferred()];
		const all = [
			enter('away', (place) => {
				place.leave();
				return key.promise;
			}),
			enter('known', () => 1),
			enter('slow', () => slow.promise),
			enter('forged', (place) => place.leave())
		];
		expect(passed).toEqual(['known', 'forged']);
		key.resolve();
		slow.resolve();
		await Promise.all(all);
	});

	it('does not pass an entry whose work has let it in', async () => {
		const { passed, enter } = queueOf();
		const inner: Promise<unknown>[] = [];
		await enter('outer', () => {
			inner.push(enter('inner', () => 1));
			return 1;
		});
		await Promise.all(inner);
		expect(passed).toEqual(['outer', 'inner']);
	});

	it('delays nothing when its work or its next step throws', async () => {
		const { queue, passed, enter } = queueOf();
		const fails = () => {
			throw new Error('boom');
		};
		const behind: Promise<unknown>[] = [];
		const letIn = (name: string) => () => void behind.push(enter(name, () => 1));
		expect(() =>
			queue.pass(
				'all',
				() => {
					letIn('behind work')();
					fails();
				},
				() => 1
			)
		).toThrow('boom');
		expect(() => queue.pass('all', letIn('behind next step'), fails)).toThrow('boom');
		await Promise.all(behind);
		expect(passed).toEqual(['behind work', 'behind next step']);
		expect(queue.pass('all', done, () => 1)).toBeInstanceOf(Promise);
	});
});

describe('the limits', () => {
	it('refuse the 8,193rd, and accept more when there is room', async () => {
		const { enter } = queueOf();
		const work = deferred();
		const all = Array.from({ length: 8_192 }, (_, index) => enter(String(index), () => work.promise, index % 3));
		let hasBegun = false;
		const refused = enter('refused', async () => {
			hasBegun = true;
		});
		await expect(refused).rejects.toMatchObject({ code: 'queue_full' });
		expect(hasBegun).toBe(false);
		work.resolve();
		expect(await Promise.all(all)).toHaveLength(8_192);
		expect(await enter('later', done)).toBe('later');
	});

	it('end an entry that blocks others for 10 seconds, and ignore its later result', async () => {
		const { passed, enter, clock } = queueOf();
		const hangs = deferred();
		const entries = [
			enter('hangs', () => hangs.promise),
			enter('hangs, and leaves later', (place) => hangs.promise.then(() => place.leave()))
		];
		const outcomes = entries.map((entry) => expect(entry).rejects.toMatchObject({ code: 'timeout' }));
		const behind = enter('behind', done);
		await clock.advance(9_999);
		expect(passed).toEqual([]);
		await clock.advance(1_001);
		await Promise.all(outcomes);
		expect(await behind).toBe('behind');
		hangs.resolve();
		await nextTurn();
		expect(passed).toEqual(['behind']);
	});

	it('end all that hang at the same time, not one after the other', async () => {
		const { enter, clock } = queueOf();
		const all = Array.from({ length: 100 }, (_, index) => enter(String(index), () => deferred().promise, index % 2));
		const settled = Promise.allSettled(all);
		await clock.advance(11_000);
		expect(new Set((await settled).map(({ status }) => status))).toEqual(new Set(['rejected']));
	});

	it('do not count the time that an entry is away', async () => {
		const { passed, enter, clock } = queueOf();
		const [key, check] = [deferred(), deferred()];
		const slow = enter('slow', async (place) => {
			place.leave();
			await key.promise;
			place.rejoin();
			await check.promise;
		});
		await clock.advance(60_000);
		key.resolve();
		await clock.advance(9_000);
		check.resolve();
		expect(await slow).toBe('slow');
		expect(passed).toEqual(['slow']);
	});

	it('keep no timer when nothing waits', async () => {
		const { enter, clock } = queueOf();
		await enter('one', done);
		await clock.advance(1_000);
		expect(clock.pendingTimers).toBe(0);
	});
});

describe('with any events in any order', () => {
	const Kinds = ['genuine', 'known', 'forged', 'forged at once', 'late key', 'fails', 'throws', 'next fails'] as const;
	const Genuine: readonly string[] = ['genuine', 'known'];
	const Failing: readonly string[] = ['fails', 'throws', 'next fails'];
	/** Steps of work that end before the next one arrives. */
	const arrival = fc.record({ kind: fc.constantFrom(...Kinds), queueName: fc.nat(2), steps: fc.nat(2) });
	const arrivals = fc.array(arrival, { maxLength: 30 });

	it('each entry ends, and those that never left are in the order of arrival', async () => {
		await fc.assert(
			fc.asyncProperty(fc.scheduler(), arrivals, async (scheduler, entries) => {
				const { queue, passed, enter } = queueOf();
				const work = {
					genuine: () => scheduler.schedule(Promise.resolve()),
					known: () => undefined,
					'forged at once': (place: QueuePlace) => place.leave(),
					throws: () => {
						throw new Error('boom');
					},
					forged: async (place: QueuePlace) => {
						await scheduler.schedule(Promise.resolve());
						place.leave();
					},
					'late key': async (place: QueuePlace) => {
						await scheduler.schedule(Promise.resolve());
						place.leave();
						await scheduler.schedule(Promise.resolve());
						place.rejoin();
						await scheduler.schedule(Promise.resolve());
					},
					fails: async () => {
						await scheduler.schedule(Promise.resolve());
						throw new Error('boom');
					},
					'next fails': () => scheduler.schedule(Promise.resolve())
				};
				const arrive = async (kind: (typeof Kinds)[number], queueName: number, index: number) => {
					if (kind !== 'next fails') return enter(String(index), work[kind], queueName);
					return queue.pass(queueName, work[kind], () => {
						throw new Error('boom');
					});
				};
				const all: Promise<unknown>[] = [];
				for (const [index, { kind, queueName, steps }] of entries.entries()) {
					all.push(arrive(kind, queueName, index));
					all.at(-1)?.catch(() => undefined);
					for (let step = 0; step < steps && scheduler.count() > 0; step++) await scheduler.waitOne();
				}
				const settled = Promise.allSettled(all);
				await scheduler.waitAll();
				const failed = (await settled).map(({ status }) => status === 'rejected');
				expect(failed).toEqual(entries.map(({ kind }) => Failing.includes(kind)));
				for (const queueName of [0, 1, 2]) {
					const order = passed.map(Number).filter((index) => {
						return entries[index]?.queueName === queueName && Genuine.includes(entries[index]?.kind ?? '');
					});
					expect(order).toEqual(order.toSorted((one, other) => one - other));
				}
				expect(await Promise.all([0, 1, 2].map((queueName) => enter('after', done, queueName)))).toHaveLength(3);
			}),
			{ numRuns: 300 }
		);
	});
});
