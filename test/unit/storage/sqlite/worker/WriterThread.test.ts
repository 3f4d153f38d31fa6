import { copyFileSync, renameSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import Driver from 'libsql';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Database } from '../../../../../src/lib/storage/Database.js';
import type { LogCommit } from '../../../../../src/lib/storage/events/types.js';
import { openSqlite } from '../../../../../src/lib/storage/sqlite/openSqlite.js';
import type { StartWorker } from '../../../../../src/lib/storage/sqlite/worker/builtWorker.js';
import { isRowError } from '../../../../../src/lib/storage/support/isRowError.js';
import { refuseWrites } from '../../../../support/refuseWrites.js';
import { sqliteAt } from '../../../../support/sqlitePlace.js';
import { temporaryFolder } from '../../../../support/temporaryFolder.js';
import { type BuiltProcess, buildProcess } from '../../support/buildProcess.js';
import { deliveryMark, handleAll } from '../../support/deliveryMark.js';
import { linkServers } from '../../support/linkServers.js';
import { newEvent } from '../../support/newEvent.js';

let built: BuiltProcess;
beforeAll(async () => {
	built = await buildProcess();
});
afterAll(() => built.remove());

interface Opened {
	database: Database;
	path: string;
	/** All that were started. */
	workers: Worker[];
}

async function open(startWorker?: StartWorker | null): Promise<Opened> {
	const path = join(temporaryFolder(), 'kick.db');
	const workers: Worker[] = [];
	const start: StartWorker = (options) => {
		const worker = new Worker(built.worker, options);
		workers.push(worker);
		return worker;
	};
	const chosen = startWorker === undefined ? start : startWorker;
	const database = await openSqlite(`file:${path}`, { presenceMs: 600_000 }, { startWorker: chosen });
	onTestFinished(() => database.close().catch(() => undefined));
	return { database, path, workers };
}

/** Another process that writes, until the returned function is called. */
function holdLock(path: string): () => void {
	const driver = new Driver(path);
	onTestFinished(() => void driver.close());
	driver.exec('BEGIN IMMEDIATE');
	return () => driver.exec('COMMIT');
}

function stored(path: string): Promise<Record<string, unknown>[]> {
	return sqliteAt(path).query('SELECT * FROM kick_events ORDER BY seq');
}

describe('events that a worker writes', () => {
	it('are the same as those that the main thread writes: rows, numbers and duplicates', async () => {
		const old = `INSERT INTO kick_old_events
			(id, event_id, message_id, type, version, source, sent_at, received_at, payload, state)
			VALUES ('01', 'event-20', 'message-21', 'chat.message.sent', '1', 'webhook', '2026', '2026', '{}', 'handled')`;
		const batches = [
			[
				newEvent(1, { broadcasterUserId: Number.MAX_SAFE_INTEGER, guildId: '5', isOwn: true }),
				newEvent(2, { subscriptionId: null, broadcasterUserId: null, state: 'ignored', error: 'a\0b' }),
				newEvent(3, { payload: '{"content":"👩‍👩‍👧 \ud800 \0"}' }),
				newEvent(4, { messageId: null, sentAt: new Date(Number.MAX_SAFE_INTEGER / 2_000) })
			],
			[
				newEvent(5, { eventId: 'event-1' }),
				newEvent(6, { messageId: newEvent(3).messageId }),
				newEvent(7, { messageId: newEvent(3).messageId, source: 'websocket' }),
				newEvent(8),
				newEvent(9, { messageId: newEvent(8).messageId }),
				newEvent(10, { eventId: 'event-9' }),
				// From a clock that is ahead.
				newEvent(11, { receivedAt: new Date('2999-01-01') }),
				newEvent(12)
			],
			[newEvent(20), newEvent(21, { messageId: 'message-21' }), newEvent(22)]
		];
		const results = [];
		for (const isWorker of [true, false]) {
			const { database, path, workers } = await open(isWorker ? undefined : null);
			await sqliteAt(path).run(old);
			const outcomes = [];
			const commits: LogCommit[] = [];
			for (const batch of batches) outcomes.push(await database.events.insert(batch, (commit) => commits.push(commit)));
			expect(workers).toHaveLength(isWorker ? 1 : 0);
			const [head] = await sqliteAt(path).query(`SELECT last_seq FROM kick_log WHERE name = 'events'`);
			expect(commits.at(-1)?.last).toBe(head?.last_seq);
			// The clock that is ahead counts for no more than the time of the database, which passes between the two.
			const ahead = commits[1]!.events.findIndex(({ event }) => event.eventId === 'event-11');
			const base = commits[1]!.events[ahead]!.seq;
			const seqs = commits.flatMap(({ events }) => events.map(({ seq }) => (seq < base ? seq : seq - base)));
			const rows = (await stored(path)).map(({ seq, ...row }) => ({
				...row,
				seq: Number(seq) < base ? seq : Number(seq) - base
			}));
			results.push({ outcomes, seqs, rows });
		}
		expect(results[0]).toEqual(results[1]);
		expect(results[0]!.outcomes).toEqual([
			['inserted', 'inserted', 'inserted', 'inserted'],
			['duplicate', 'duplicate', 'duplicate', 'inserted', 'duplicate', 'inserted', 'inserted', 'inserted'],
			['duplicate', 'duplicate', 'inserted']
		]);
	});

	it('cost no other event of the batch its place when the database refuses one', async () => {
		const { database, path } = await open();
		await refuseWrites(sqliteAt(path), 'kick_events', "NEW.event_id = 'event-2'");
		const outcomes = await database.events.insert([1, 2, 3].map((number) => newEvent(number)));
		expect([outcomes[0], outcomes[2]]).toEqual(['inserted', 'inserted']);
		expect(isRowError(outcomes[1])).toBe(true);
		await expect(database.events.insert([newEvent(2)])).rejects.toThrow('refused by the test');
		expect((await stored(path)).map(({ event_id }) => event_id)).toEqual(['event-1', 'event-3']);
	});

	it('are refused with the same kind of error as on the main thread', async () => {
		const kinds = [];
		for (const startWorker of [undefined, null]) {
			const { database, path } = await open(startWorker);
			await sqliteAt(path).run('DROP TABLE kick_events');
			const error: unknown = await database.events.insert([newEvent(1)]).catch((reason) => reason);
			kinds.push({ name: (error as Error).name, cause: (error as Error).cause, isRowError: isRowError(error) });
		}
		expect(kinds[0]).toMatchObject({ cause: { kind: 'TableDoesNotExist' }, isRowError: false });
		expect(kinds[0]).toEqual(kinds[1]);
	});
});

describe('a worker that ends', () => {
	it('rejects what is pending, and the next events start another one', async () => {
		const { database, path, workers } = await open();
		await database.events.insert([newEvent(1)]);
		const release = holdLock(path);
		const pending = database.events.insert([newEvent(2)]);
		const rejected = expect(pending).rejects.toThrow('The thread that stores events has ended.');
		const ended = workers[0]!.terminate();
		release();
		await Promise.all([ended, rejected]);
		expect(await database.events.insert([newEvent(3)])).toEqual(['inserted']);
		expect(workers).toHaveLength(2);
		expect((await stored(path)).map(({ event_id }) => event_id)).toEqual(
			expect.arrayContaining(['event-1', 'event-3'])
		);
	});

	it('may have missed a failed sync: the next events are in the file itself before the answer', async () => {
		const { database, path, workers } = await open();
		await database.events.insert([newEvent(1)]);
		await workers[0]!.terminate();
		await database.events.insert([newEvent(2)]);
		// Without the log.
		const copy = join(temporaryFolder(), 'copy.db');
		copyFileSync(path, copy);
		expect((await stored(copy)).map(({ event_id }) => event_id)).toEqual(['event-1', 'event-2']);
	});

	it.each<[string, StartWorker]>([
		[
			'can not be started',
			() => {
				throw new Error('no threads here');
			}
		],
		['ends at once', (options) => new Worker('process.exit()', { ...options, eval: true })],
		['fails at once', (options) => new Worker('throw new Error("no driver here")', { ...options, eval: true })]
	])('is replaced by the main thread where it %s', async (_what, startWorker) => {
		const { database } = await open(startWorker);
		await linkServers(database, ['1']);
		const events = [1, 2].map((number) => newEvent(number));
		const outcomes = await Promise.all(events.map((event) => database.events.insert([event])));
		expect(outcomes).toEqual([['inserted'], ['inserted']]);
		await database.consumers.mark([deliveryMark(events[0]!.id, 'handled')]);
		expect((await handleAll(database, '1')).map(({ eventId }) => eventId)).toEqual(['event-2']);
	});
});

describe('two connections of one process', () => {
	it('write concurrently without errors or starvation', async () => {
		const { database, path } = await open();
		await linkServers(database, ['1']);
		const numbers = Array.from({ length: 100 }, (_event, index) => index + 1);
		const writes = numbers.flatMap((number) => [
			database.events.insert([newEvent(2 * number), newEvent(2 * number + 1)]),
			database.settings.set(String(number), { channel: `channel-${number}` }),
			database.consumers.mark([deliveryMark(newEvent(2 * number).id, 'handled')])
		]);
		await Promise.all(writes);
		expect(await stored(path)).toHaveLength(200);
		expect(await database.settings.get('100')).toMatchObject({ channel: 'channel-100' });
	});

	it('give a cursor that begins at the head every event that is stored after it', async () => {
		const { database, path } = await open();
		const inserts = Array.from({ length: 40 }, (_event, index) => database.events.insert([newEvent(index + 1)]));
		await Promise.all([...inserts.slice(0, 20), linkServers(database, ['1']), ...inserts.slice(20)]);
		await database.events.insert([newEvent(41)]);
		const [cursor] = await sqliteAt(path).query("SELECT from_seq FROM kick_cursors WHERE guild_id = '1'");
		const later = (await stored(path)).filter(({ seq }) => Number(seq) > Number(cursor?.from_seq));
		const waiting = await handleAll(database, '1');
		expect(waiting.map(({ eventId }) => eventId)).toEqual(later.map(({ event_id }) => event_id));
		expect(waiting.at(-1)?.eventId).toBe('event-41');
	});
});

describe('closing a database whose events a worker writes', () => {
	it('waits for events in progress, and leaves a file that holds everything by itself', async () => {
		const { database, path } = await open();
		await database.events.insert([newEvent(1)]);
		const release = holdLock(path);
		const waiting = [2, 3].map((number) => database.events.insert([newEvent(number)]));
		// By then the worker has them.
		await nextTurn();
		const closing = database.close();
		release();
		expect(await Promise.all(waiting)).toEqual([['inserted'], ['inserted']]);
		await closing;
		expect(statSync(`${path}-wal`).size).toBe(0);
		expect(await stored(path)).toHaveLength(3);
		await expect(database.events.insert([newEvent(4)])).rejects.toMatchObject({ cause: { kind: 'ConnectionClosed' } });
	});

	it('ends the worker', async () => {
		const { database, workers } = await open();
		await database.events.insert([newEvent(1)]);
		await database.close();
		expect(workers.map(({ threadId }) => threadId)).toEqual([-1]);
	});

	it('are written to the file that is open, and not to another one that was put in its place', async () => {
		const { database, path } = await open();
		const restored = join(temporaryFolder(), 'backup.db');
		const backup = await openSqlite(`file:${restored}`, { presenceMs: 600_000 }, { startWorker: null });
		await backup.events.insert([newEvent(1)]);
		await backup.close();
		renameSync(restored, path);
		expect(await database.events.insert([newEvent(2)])).toEqual(['inserted']);
		await database.close();
		expect((await stored(path)).map(({ event_id }) => event_id)).toEqual(['event-1']);
	});

	it('reach the file that a symbolic link leads to', async () => {
		const target = join(temporaryFolder(), 'kick.db');
		const link = join(temporaryFolder(), 'link.db');
		const first = await openSqlite(`file:${target}`, { presenceMs: 600_000 }, { startWorker: null });
		await first.close();
		symlinkSync(target, link);
		for (const startWorker of [null, (options: WorkerOptions) => new Worker(built.worker, options)]) {
			const database = await openSqlite(`file:${link}`, { presenceMs: 600_000 }, { startWorker });
			expect(await database.events.insert([newEvent(startWorker ? 1 : 2)])).toEqual(['inserted']);
			await database.ping();
			await database.close();
		}
		expect(await stored(target)).toHaveLength(2);
	});
});
