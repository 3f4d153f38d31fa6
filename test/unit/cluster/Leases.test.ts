import { EventEmitter, once } from 'node:events';
import { hostname } from 'node:os';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { isDeadProcess, Leases } from '../../../src/lib/cluster/Leases.js';
import { shardOf } from '../../../src/lib/cluster/leaseNames.js';
import type { Database } from '../../../src/lib/storage/Database.js';
import { recordingLogger } from '../../support/recordingLogger.js';
import { temporaryDatabase } from '../../support/temporaryDatabase.js';

function create({ leases }: Database, onGained: (name: string, from: 'free' | 'dead') => void = () => {}): Leases {
	const created = new Leases(leases, recordingLogger(), onGained);
	onTestFinished(() => created.stop());
	return created;
}

function bound(leases: Database['leases']): Pick<Database['leases'], 'acquire' | 'owner' | 'release'> {
	return {
		acquire: (...request) => leases.acquire(...request),
		owner: (name) => leases.owner(name),
		release: (...lease) => leases.release(...lease)
	};
}

describe('the leases of a process', () => {
	it('are held by one process, and by the next one as soon as they are released', async () => {
		const database = await temporaryDatabase();
		const gained = new EventEmitter();
		const one = create(database);
		const other = create(database, (name) => gained.emit(name));
		await one.start(['leader']);
		await other.start(['leader']);
		expect([one.isHeld('leader'), other.isHeld('leader')]).toEqual([true, false]);
		const taken = once(gained, 'leader');
		await one.stop();
		expect(one.isHeld('leader')).toBe(false);
		await taken;
		expect(other.isHeld('leader')).toBe(true);
	});

	it('are acquired again after a renewal that took so long that they had expired', async () => {
		let now = 0;
		vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
		onTestFinished(() => void vi.useRealTimers());
		vi.spyOn(performance, 'now').mockImplementation(() => now);
		onTestFinished(() => void vi.restoreAllMocks());
		const gained: string[] = [];
		let answer: (() => void) | null = null;
		const leases: Leases = new Leases(
			{
				owner: async () => null,
				acquire: async () => {
					if (now > 0) await new Promise<void>((resolve) => (answer = resolve));
					return { owner: leases.owner, leftMs: 10_000 };
				},
				release: async () => undefined
			},
			recordingLogger(),
			(name) => gained.push(name)
		);
		await leases.start(['shard']);
		now = 3_000;
		await vi.advanceTimersByTimeAsync(3_000);
		now = 8_500;
		expect(leases.isHeld('shard')).toBe(false);
		answer!();
		await vi.advanceTimersByTimeAsync(0);
		expect(leases.isHeld('shard')).toBe(true);
		expect(gained).toEqual(['shard', 'shard']);
	});

	it('of a dead process on this machine are taken over immediately', async () => {
		const database = await temporaryDatabase();
		// No process has an id above Linux' limit of 4,194,304.
		const dead = `${hostname()}/4999999/0`;
		// A lease lasts 10 s: this one was renewed a second before this process started.
		const renewedAgoMs = process.uptime() * 1_000 + 1_000;
		await database.leases.acquire('leader', dead, 10_000 - renewedAgoMs);
		const lease = create(database);
		expect(isDeadProcess(dead, renewedAgoMs + 1_000)).toBe(true);
		await lease.start(['leader']);
		expect(lease.isHeld('leader')).toBe(true);
	});

	it('show whether the previous process ended without releasing them', async () => {
		const database = await temporaryDatabase();
		const gained: [string, string][] = [];
		await database.leases.acquire('of the dead', 'elsewhere/1/0', -1);
		await database.leases.acquire('given back', 'elsewhere/1/0', 10_000);
		await database.leases.release('given back', 'elsewhere/1/0');
		await create(database, (...gain) => gained.push(gain)).start(['of the dead', 'given back', 'new']);
		expect(gained).toEqual([
			['of the dead', 'dead'],
			['given back', 'free'],
			['new', 'free']
		]);
	});

	it('have an owner while this or another process holds each of them', async () => {
		const database = await temporaryDatabase();
		await database.leases.acquire('of another', 'elsewhere/1/0', 10_000);
		const leases = create(database);
		await leases.start(['own', 'of another']);
		expect([leases.isHeld('own'), leases.isHeld('of another'), leases.areAllHeld]).toEqual([true, false, true]);
	});

	it('have no owner when the database refuses to store one', async () => {
		const database = await temporaryDatabase();
		const acquire = () => Promise.reject(new Error('refused'));
		const leases = new Leases({ ...bound(database.leases), acquire }, recordingLogger(), () => {});
		onTestFinished(() => leases.stop());
		await leases.start(['own']);
		expect(leases.areAllHeld).toBe(false);
	});

	it('of another machine, or of a living process, are not taken over', () => {
		const longAgo = process.uptime() * 1_000 + 60_000;
		expect(isDeadProcess('elsewhere/4999999/0', longAgo)).toBe(false);
		expect(isDeadProcess(`${hostname()}/${process.ppid}/0`, longAgo)).toBe(false);
		expect(isDeadProcess('', longAgo)).toBe(false);
	});

	it('for a task are taken over immediately from a dead process on this machine', async () => {
		const database = await temporaryDatabase();
		const startedAgoMs = process.uptime() * 1_000;
		// As if it had started a second before this process.
		await database.leases.acquire('refresh:5', `${hostname()}/4999999/0`, 30_000 - startedAgoMs - 1_000);
		expect(await create(database).exclusively('refresh:5', async () => 'done')).toBe('done');
	});

	it('for a task are renewed while it runs, and released after it', async () => {
		vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
		onTestFinished(() => void vi.useRealTimers());
		const database = await temporaryDatabase();
		const acquired = new EventEmitter();
		const { leases } = database;
		const watched = {
			...database,
			leases: {
				acquire: async (...args: Parameters<typeof leases.acquire>) => {
					const holder = await leases.acquire(...args);
					acquired.emit('acquired');
					return holder;
				},
				owner: (name: string) => leases.owner(name),
				release: (name: string, owner: string) => leases.release(name, owner)
			}
		};
		await create(watched as Database).exclusively('refresh:5', async () => {
			const renewed = once(acquired, 'acquired');
			await vi.advanceTimersByTimeAsync(10_000);
			await renewed;
		});
		expect((await leases.acquire('refresh:5', 'another', 1_000)).owner).toBe('another');
	});

	it('of a process with the same id are kept if they were renewed after this process started', async () => {
		vi.setSystemTime(Date.now() + 60 * 60_000);
		onTestFinished(() => void vi.useRealTimers());
		const held = { owner: `${hostname()}/${process.pid}/other`, leftMs: 9_999 };
		const release = vi.fn(async () => undefined);
		const lease = new Leases(
			{ acquire: async () => held, owner: async () => held.owner, release },
			recordingLogger(),
			() => {}
		);
		onTestFinished(() => lease.stop());
		await lease.start(['leader']);
		expect(lease.isHeld('leader')).toBe(false);
		expect(release).not.toHaveBeenCalled();
	});

	it.each([
		['of two processes', (database: Database) => [create(database), create(database)] as const],
		[
			'of one process',
			(database: Database) => {
				const leases = create(database);
				return [leases, leases] as const;
			}
		]
	])('allow one task at a time, %s', async (_name, both) => {
		const database = await temporaryDatabase();
		const [one, other] = both(database);
		let running = 0;
		let most = 0;
		const work = async () => {
			most = Math.max(most, ++running);
			await new Promise((resolve) => setImmediate(resolve));
			running -= 1;
			return 'done';
		};
		expect(await Promise.all([one.exclusively('refresh:5', work), other.exclusively('refresh:5', work)])).toEqual([
			'done',
			'done'
		]);
		expect(most).toBe(1);
	});

	it('stay with the process whose task keeps its name, until a later task releases it', async () => {
		const database = await temporaryDatabase();
		const [one, other] = [create(database), create(database)];
		await one.exclusively('refresh:5', async () => one.hold('refresh:5'));
		const order: string[] = [];
		const waiting = other.exclusively('refresh:5', async () => void order.push('other'));
		await one.exclusively('refresh:5', async () => {
			order.push('one');
			await one.release('refresh:5');
		});
		await waiting;
		expect(order).toEqual(['one', 'other']);
	});

	it('that are kept are renewed, and released at the stop', async () => {
		const database = await temporaryDatabase();
		const acquired: string[] = [];
		const { acquire } = database.leases;
		database.leases.acquire = (...lease) => {
			acquired.push(lease[0]);
			return acquire.apply(database.leases, lease);
		};
		const one = create(database);
		await one.exclusively('refresh:5', async () => one.hold('refresh:5'));
		acquired.length = 0;
		await vi.waitFor(() => expect(acquired.length).toBeGreaterThan(1), { timeout: 60_000 });
		await one.stop();
		expect((await database.leases.acquire('refresh:5', 'another', 1_000)).owner).toBe('another');
	});
});

it.each([
	['1089273645091827364', 1, 0],
	['1089273645091827364', 2, Number((1089273645091827364n >> 22n) % 2n)]
])('server %s belongs, of %i shards, to shard %i', (guildId, count, shard) => {
	expect(shardOf(guildId, count)).toBe(shard);
});
