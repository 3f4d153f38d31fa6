import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ArgScalarType, SqlQuery } from '@prisma/driver-adapter-utils';
import Driver from 'libsql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { PrismaClient } from '../../../../src/lib/storage/prisma.js';
import { SqliteAdapter } from '../../../../src/lib/storage/sqlite/SqliteAdapter.js';
import { SqliteConnection } from '../../../../src/lib/storage/sqlite/SqliteConnection.js';
import { temporaryDatabase } from '../../../support/temporaryDatabase.js';
import { temporaryFolder } from '../../../support/temporaryFolder.js';

interface Settings {
	journal?: 'WAL' | 'DELETE';
	busyTimeoutMs?: number;
}

function adapterFor(path: string, { journal = 'WAL', busyTimeoutMs }: Settings): SqliteAdapter {
	const connection = new SqliteConnection(path);
	connection.script(`PRAGMA journal_mode = ${journal}; PRAGMA foreign_keys = ON`);
	const disk = { flush: async () => undefined, flushSoon: () => undefined, close: async () => undefined };
	const adapter = new SqliteAdapter(connection, disk, { busyTimeoutMs });
	onTestFinished(() => adapter.dispose());
	return adapter;
}

function temporaryAdapter(settings: Settings = {}): { path: string; adapter: SqliteAdapter } {
	const path = join(temporaryFolder(), 'kick.db');
	return { path, adapter: adapterFor(path, settings) };
}

/** Arguments are pairs of a value and its Prisma type. */
function query(sql: string, ...args: [unknown, ArgScalarType][]): SqlQuery {
	return {
		sql,
		args: args.map(([value]) => value),
		argTypes: args.map(([, scalarType]) => ({ scalarType, arity: 'scalar' }))
	};
}

async function values(adapter: SqliteAdapter, sql: string): Promise<unknown[]> {
	return (await adapter.queryRaw(query(sql))).rows.map(([value]) => value);
}

describe('values', () => {
	it('keep their value, for every type', async () => {
		const { adapter } = temporaryAdapter();
		await adapter.executeScript(
			`CREATE TABLE t
			(big BIGINT, int INTEGER, real REAL, dec DECIMAL, yes BOOLEAN, at DATETIME, bytes BLOB, text TEXT)`
		);
		const written = await adapter.executeRaw(
			query(
				'INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
				['9007199254740993', 'bigint'],
				[-5, 'int'],
				[1, 'float'],
				['12.25', 'decimal'],
				[true, 'boolean'],
				['2026-01-02T03:04:05.678Z', 'datetime'],
				[Buffer.from([0, 1, 255]).toString('base64'), 'bytes'],
				["'; -- \u{1F469}", 'string']
			)
		);
		expect(written).toBe(1);
		const { columnNames, rows } = await adapter.queryRaw(query('SELECT *, typeof(big), typeof(real) FROM t'));
		expect(columnNames.slice(0, 3)).toEqual(['big', 'int', 'real']);
		expect(rows).toEqual([
			[
				'9007199254740993',
				-5,
				1,
				12.25,
				1,
				'2026-01-02T03:04:05.678+00:00',
				Buffer.from([0, 1, 255]),
				"'; -- \u{1F469}",
				'integer',
				'real'
			]
		]);
	});

	it.each([9007199254740993n, -9007199254740993n, 9223372036854775807n, 1146912345678901234n, 0n])(
		'keep %d exact through the client',
		async (id) => {
			const database = await temporaryDatabase('sqlite');
			await database.settings.set(String(id), { channel: 'ana' });
			expect(await database.settings.get(String(id))).toMatchObject({ channel: 'ana' });
		}
	);

	it('that are null stay null, and an empty text or blob stays empty', async () => {
		const { adapter } = temporaryAdapter();
		const { rows } = await adapter.queryRaw(
			query('SELECT ?, ?, typeof(?)', [null, 'string'], ['', 'string'], ['', 'bytes'])
		);
		expect(rows).toEqual([[null, '', 'blob']]);
	});

	it('may be the only one, also where the driver would take it for something else', async () => {
		const { adapter } = temporaryAdapter();
		await adapter.executeScript('CREATE TABLE t (value BLOB); INSERT INTO t VALUES (1)');
		await adapter.executeRaw(query('UPDATE t SET value = ?', [Uint8Array.of(1, 2), 'bytes']));
		expect(await values(adapter, 'SELECT value FROM t')).toEqual([Buffer.from([1, 2])]);
		await adapter.executeRaw(query('UPDATE t SET value = ?', [null, 'bytes']));
		expect(await values(adapter, 'SELECT value FROM t')).toEqual([null]);
	});

	it('of dates that another program wrote as milliseconds are dates', async () => {
		const { adapter } = temporaryAdapter();
		await adapter.executeScript('CREATE TABLE t (at DATETIME); INSERT INTO t VALUES (1767225600000)');
		expect(await values(adapter, 'SELECT at FROM t')).toEqual(['2026-01-01T00:00:00.000Z']);
	});
});

describe('errors', () => {
	it.each([
		['INSERT INTO t VALUES (1, 1)', { kind: 'UniqueConstraintViolation', constraint: { fields: ['id'] } }],
		['INSERT INTO t VALUES (2, NULL)', { kind: 'NullConstraintViolation', constraint: { fields: ['parent'] } }],
		['INSERT INTO t VALUES (2, 404)', { kind: 'ForeignKeyConstraintViolation' }],
		['SELECT * FROM nowhere', { kind: 'TableDoesNotExist', table: 'nowhere' }],
		['SELECT missing FROM t', { kind: 'ColumnNotFound', column: 'missing' }],
		['SELEC 1', { kind: 'sqlite' }]
	])('of %s are reported to Prisma', async (sql, cause) => {
		const { adapter } = temporaryAdapter();
		await adapter.executeScript(
			'CREATE TABLE t (id INTEGER PRIMARY KEY, parent INTEGER NOT NULL REFERENCES t (id)); INSERT INTO t VALUES (1, 1)'
		);
		await expect(adapter.queryRaw(query(sql))).rejects.toMatchObject({ cause });
	});

	it('follow every call after the adapter was disposed of', async () => {
		const { adapter } = temporaryAdapter();
		await adapter.dispose();
		await adapter.dispose();
		const closed = { cause: { kind: 'ConnectionClosed' } };
		await expect(adapter.queryRaw(query('SELECT 1'))).rejects.toMatchObject(closed);
		await expect(adapter.startTransaction()).rejects.toMatchObject(closed);
		await expect((await adapter.connect()).executeRaw(query('SELECT 1'))).rejects.toMatchObject(closed);
	});
});

describe('transactions', () => {
	it('are not joined by statements outside, which wait and are kept when it rolls back', async () => {
		const { adapter } = temporaryAdapter();
		await adapter.executeScript('CREATE TABLE t (id INTEGER)');
		const transaction = await adapter.startTransaction();
		await transaction.executeRaw(query('INSERT INTO t VALUES (1)'));

		const finished: string[] = [];
		const outside = adapter.executeRaw(query('INSERT INTO t VALUES (2)')).then(() => finished.push('outside'));
		const reader = values(adapter, 'SELECT id FROM t').then((ids) => finished.push(`read ${ids}`));
		await nextTurn();
		await transaction.executeRaw(query('INSERT INTO t VALUES (3)'));
		expect(finished).toEqual([]);
		await transaction.rollback();
		await Promise.all([outside, reader]);
		expect(finished).toEqual(['outside', 'read 2']);
	});

	it('come one after the other, in order', async () => {
		const { adapter } = temporaryAdapter();
		await adapter.executeScript('CREATE TABLE counter (value INTEGER); INSERT INTO counter VALUES (0)');
		await Promise.all(
			Array.from({ length: 50 }, async () => {
				const transaction = await adapter.startTransaction();
				const { rows } = await transaction.queryRaw(query('SELECT value FROM counter'));
				await nextTurn();
				await transaction.executeRaw(query('UPDATE counter SET value = ?', [Number(rows[0]?.[0]) + 1, 'int']));
				await transaction.commit();
			})
		);
		expect(await values(adapter, 'SELECT value FROM counter')).toEqual([50]);
	});

	it('can go back to a savepoint', async () => {
		const { adapter } = temporaryAdapter();
		await adapter.executeScript('CREATE TABLE t (id INTEGER)');
		const transaction = await adapter.startTransaction();
		await transaction.createSavepoint?.('one');
		await transaction.executeRaw(query('INSERT INTO t VALUES (1)'));
		await transaction.rollbackToSavepoint?.('one');
		await transaction.executeRaw(query('INSERT INTO t VALUES (2)'));
		await transaction.releaseSavepoint?.('one');
		await transaction.commit();
		expect(await values(adapter, 'SELECT id FROM t')).toEqual([2]);
	});

	it('take no statement after their end', async () => {
		const { adapter } = temporaryAdapter();
		const ended = await adapter.startTransaction();
		await ended.commit();
		const other = await adapter.startTransaction();
		const closed = { cause: { kind: 'TransactionAlreadyClosed' } };
		await expect(ended.executeRaw(query('CREATE TABLE t (id INTEGER)'))).rejects.toMatchObject(closed);
		await expect(ended.commit()).rejects.toMatchObject(closed);
		await ended.rollback();
		await other.rollback();
	});

	it('that SQLite ended by itself can not be committed', async () => {
		const { adapter } = temporaryAdapter();
		await adapter.executeScript('CREATE TABLE t (id INTEGER UNIQUE); INSERT INTO t VALUES (1)');
		const transaction = await adapter.startTransaction();
		await transaction.executeRaw(query('INSERT INTO t VALUES (2)'));
		await expect(transaction.executeRaw(query('INSERT OR ROLLBACK INTO t VALUES (1)'))).rejects.toThrow();
		await expect(transaction.executeRaw(query('INSERT INTO t VALUES (3)'))).rejects.toThrow();
		await expect(transaction.commit()).rejects.toThrow();
		expect(await values(adapter, 'SELECT id FROM t')).toEqual([1]);
	});

	it('that fail at COMMIT are rolled back, and the next one starts', async () => {
		const { adapter } = temporaryAdapter();
		await adapter.executeScript(
			'CREATE TABLE t (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES t (id) DEFERRABLE INITIALLY DEFERRED)'
		);
		const transaction = await adapter.startTransaction();
		await transaction.executeRaw(query('INSERT INTO t VALUES (1, 404)'));
		await expect(transaction.commit()).rejects.toMatchObject({ cause: { kind: 'ForeignKeyConstraintViolation' } });
		expect(await values(adapter, 'SELECT id FROM t')).toEqual([]);
	});

	it('have one isolation level', async () => {
		const { adapter } = temporaryAdapter();
		await expect(adapter.startTransaction('READ COMMITTED')).rejects.toMatchObject({
			cause: { kind: 'InvalidIsolationLevel' }
		});
	});
});

describe('Prisma over the adapter', () => {
	function clientFor(adapter: SqliteAdapter, timeout: number, maxWait: number): PrismaClient {
		const prisma = new PrismaClient({ adapter, errorFormat: 'minimal', transactionOptions: { timeout, maxWait } });
		onTestFinished(() => prisma.$disconnect());
		return prisma;
	}

	it('frees the connection when a transaction takes too long', async () => {
		const { adapter } = temporaryAdapter();
		await adapter.executeScript('CREATE TABLE t (id INTEGER)');
		const prisma = clientFor(adapter, 50, 5000);
		const outside: Promise<unknown>[] = [];
		const slow = prisma.$transaction(async (transaction) => {
			await transaction.$executeRaw`INSERT INTO t VALUES (1)`;
			const waiting = prisma.$executeRaw`INSERT INTO t VALUES (2)`.then(() => undefined);
			outside.push(waiting);
			await waiting;
			await transaction.$executeRaw`INSERT INTO t VALUES (3)`;
		});
		await expect(slow).rejects.toMatchObject({ code: 'P2028' });
		await Promise.all(outside);
		expect(await values(adapter, 'SELECT id FROM t')).toEqual([2]);
	});

	it('frees the connection when a transaction waited too long to start', async () => {
		const { adapter } = temporaryAdapter();
		const prisma = clientFor(adapter, 5000, 50);
		const holder = await adapter.startTransaction();
		await expect(prisma.$transaction(async () => undefined)).rejects.toMatchObject({ code: 'P2028' });
		await holder.rollback();
		const next = await adapter.startTransaction();
		await next.rollback();
		expect(await values(adapter, 'SELECT 1')).toEqual([1]);
	});
});

/** Another connection to the file, as another process has one. */
function otherConnection(path: string): Driver.Database {
	const other = new Driver(path);
	onTestFinished(() => {
		other.close();
	});
	return other;
}

describe('a lock that another process holds for longer than the timeout', () => {
	/** Statements that meet it: in WAL mode only writes. Otherwise a reader meets writers, and a COMMIT meets readers. */
	const encounters: [string, 'WAL' | 'DELETE', string, (adapter: SqliteAdapter) => Promise<unknown>][] = [
		['a write', 'WAL', 'BEGIN IMMEDIATE', (adapter) => adapter.executeRaw(query('INSERT INTO t VALUES (1)'))],
		[
			'a write that returns rows',
			'WAL',
			'BEGIN IMMEDIATE',
			(adapter) => adapter.queryRaw(query('INSERT INTO t VALUES (?) RETURNING id', [1, 'int']))
		],
		['a script', 'WAL', 'BEGIN IMMEDIATE', (adapter) => adapter.executeScript('INSERT INTO t VALUES (1)')],
		['a transaction', 'WAL', 'BEGIN IMMEDIATE', (adapter) => adapter.startTransaction()],
		['a write without WAL', 'DELETE', 'BEGIN EXCLUSIVE', (adapter) => adapter.executeRaw(query('DELETE FROM t'))],
		[
			'a write without WAL beside a reader',
			'DELETE',
			'BEGIN; SELECT * FROM t',
			(adapter) => adapter.executeRaw(query('INSERT INTO t VALUES (1)'))
		],
		['a read without WAL', 'DELETE', 'BEGIN EXCLUSIVE', (adapter) => values(adapter, 'SELECT id FROM t')],
		['a COMMIT without WAL', 'DELETE', 'BEGIN; SELECT * FROM t', commitInsert]
	];

	async function commitInsert(adapter: SqliteAdapter): Promise<void> {
		const transaction = await adapter.startTransaction();
		await transaction.executeRaw(query('INSERT INTO t VALUES (1)'));
		await transaction.commit();
	}

	it.each(encounters)('fails %s, and everything commits when the lock is gone', async (_name, journal, lock, meet) => {
		const { path, adapter } = temporaryAdapter({ journal, busyTimeoutMs: 50 });
		await adapter.executeScript('CREATE TABLE t (id INTEGER); INSERT INTO t VALUES (0)');
		const other = otherConnection(path);
		other.exec(lock);
		await expect(meet(adapter)).rejects.toMatchObject({ cause: { kind: 'SocketTimeout' } });
		other.exec('COMMIT');

		await adapter.executeRaw(query('INSERT INTO t VALUES (2)'));
		other.exec('INSERT INTO t VALUES (3)');
		const transaction = await adapter.startTransaction();
		await transaction.executeRaw(query('INSERT INTO t VALUES (4)'));
		await transaction.commit();
		other.exec('INSERT INTO t VALUES (5)');
		await adapter.executeRaw(query('INSERT INTO t VALUES (6)'));
		expect(other.prepare('SELECT id FROM t').pluck().all()).toEqual([0, 2, 3, 4, 5, 6]);
		if (journal === 'WAL') expect(await values(adapter, 'PRAGMA wal_checkpoint(FULL)')).toEqual([0]);
	});
});

describe('another process', () => {
	it('that writes after the wait stops none of several waiting writes, with reads meanwhile', async () => {
		const { path, adapter } = temporaryAdapter();
		await adapter.executeScript('CREATE TABLE t (id INTEGER); CREATE TABLE u (id INTEGER)');
		const other = otherConnection(path);
		other.exec('BEGIN IMMEDIATE; INSERT INTO t VALUES (1)');
		const writing = [
			adapter.executeRaw(query('INSERT INTO t VALUES (2)')),
			adapter.executeRaw(query('INSERT INTO u VALUES (3)'))
		];
		for (let count = 0; count < 5; count++) {
			await values(adapter, 'SELECT id FROM t');
			await nextTurn();
		}
		other.exec('COMMIT');
		other.exec('INSERT INTO t VALUES (4)');
		await Promise.all(writing);
		expect(other.prepare('SELECT id FROM t UNION ALL SELECT id FROM u').pluck().all()).toEqual([1, 4, 2, 3]);
	});

	it('that reads while a transaction commits without WAL is waited for', async () => {
		const { path, adapter } = temporaryAdapter({ journal: 'DELETE' });
		await adapter.executeScript('CREATE TABLE t (id INTEGER)');
		const other = otherConnection(path);
		other.exec('BEGIN; SELECT * FROM t');
		const transaction = await adapter.startTransaction();
		await transaction.executeRaw(query('INSERT INTO t VALUES (1)'));
		const committing = transaction.commit();
		for (let turn = 0; turn < 20; turn++) await nextTurn();
		other.exec('COMMIT');
		await committing;
		expect(other.prepare('SELECT id FROM t').pluck().all()).toEqual([1]);
	});

	it('sees at once what a statement wrote whose rows are not read', async () => {
		const { path, adapter } = temporaryAdapter();
		await adapter.executeScript('CREATE TABLE t (id INTEGER)');
		expect(await adapter.executeRaw(query('INSERT INTO t VALUES (1), (2) RETURNING id'))).toBe(2);
		const other = otherConnection(path);
		expect(other.prepare('SELECT id FROM t').pluck().all()).toEqual([1, 2]);
	});

	it('with the write lock delays writes, but neither timers nor reads', async () => {
		const { path, adapter } = temporaryAdapter();
		await adapter.executeScript('CREATE TABLE t (id INTEGER)');
		const other = otherConnection(path);
		other.exec('BEGIN IMMEDIATE; INSERT INTO t VALUES (1)');

		let written = 0;
		const writing = adapter.executeRaw(query('INSERT INTO t VALUES (2)')).then(() => written++);
		// Either of the two may come first.
		const starting = adapter.startTransaction().then((transaction) => transaction.rollback());
		const turns = Array.from({ length: 20 }, () => nextTurn());
		await Promise.all(turns);
		expect(await values(adapter, 'SELECT id FROM t')).toEqual([]);
		expect(written).toBe(0);

		other.exec('COMMIT');
		await Promise.all([writing, starting]);
		expect(await values(adapter, 'SELECT id FROM t')).toEqual([1, 2]);
	});

	it('may change the tables under it', async () => {
		const { path, adapter } = temporaryAdapter();
		await adapter.executeScript('CREATE TABLE t (id INTEGER); INSERT INTO t VALUES (1)');
		expect(await values(adapter, 'SELECT * FROM t')).toEqual([1]);
		const other = new Driver(path);
		other.exec('ALTER TABLE t ADD COLUMN more TEXT');
		other.close();
		expect(await values(adapter, 'SELECT * FROM t')).toEqual([1]);
	});
});

describe('the event loop', () => {
	it('turns while statements follow each other', async () => {
		const { adapter } = temporaryAdapter();
		let turned = false;
		setImmediate(() => {
			turned = true;
		});
		for (let count = 0; count < 100_000 && !turned; count++) await adapter.queryRaw(query('SELECT 1'));
		expect(turned).toBe(true);
	});
});
