import { join } from 'node:path';
import Driver from 'libsql';
import pg from 'pg';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { DirectClient } from '../../../src/lib/storage/direct/DirectClient.js';
import { openDatabase } from '../../../src/lib/storage/openDatabase.js';
import { openSqlite } from '../../../src/lib/storage/sqlite/openSqlite.js';
import { SqliteAdapter } from '../../../src/lib/storage/sqlite/SqliteAdapter.js';
import { SqliteConnection } from '../../../src/lib/storage/sqlite/SqliteConnection.js';
import { WriteProbe } from '../../../src/lib/storage/WriteProbe.js';
import { withParameters } from '../../support/postgresql/placeUrl.js';
import { databaseProviders, openForTest, temporaryDatabase, temporaryPlace } from '../../support/temporaryDatabase.js';
import { temporaryFolder } from '../../support/temporaryFolder.js';
import { VirtualClock } from '../time/VirtualClock.js';

describe.each(databaseProviders)('a ping of the database on %s', (provider) => {
	it('leaves nothing behind, also when many processes ask at once', async () => {
		const place = await temporaryPlace(provider);
		const processes = [await openForTest(place), await openForTest(place), await openForTest(place)];
		await Promise.all(processes.flatMap((database) => Array.from({ length: 20 }, () => database.ping())));
		for (const database of processes) await database.ping();
		expect(await place.query('SELECT name FROM kick_leases')).toEqual([]);
	});

	it('fails while the write is refused, although everything can be read', async () => {
		const place = await temporaryPlace(provider);
		const database = await openForTest(place);
		await place.run('ALTER TABLE kick_leases RENAME TO kick_leases_away');
		await expect(database.ping()).rejects.toMatchObject({ cause: { kind: 'TableDoesNotExist' } });
		expect(await database.settings.get('1')).toHaveProperty('channel');
		await place.run('ALTER TABLE kick_leases_away RENAME TO kick_leases');
		await database.ping();
	});

	it('fails when the database is closed', async () => {
		const database = await temporaryDatabase(provider);
		await database.ping();
		await database.close();
		await expect(database.ping()).rejects.toThrow(Error);
	});
});

describe('a ping of an SQLite file', () => {
	it('fails within 5 s while another process holds the write lock, and works when it is gone', async () => {
		const place = await temporaryPlace('sqlite');
		const database = await openForTest(place);
		const other = new Driver(place.url.slice('file:'.length));
		onTestFinished(() => {
			other.close();
		});
		other.exec('BEGIN IMMEDIATE');
		await expect(database.ping()).rejects.toThrow('The database did not answer within 5 s.');
		other.exec('COMMIT');
		await database.ping();
		await database.ping();
	});

	it('fails while the disk does not take what is committed', async () => {
		let isBroken = false;
		const syncFile = async () => {
			if (isBroken) throw new Error('The disk is broken.');
		};
		const database = await openSqlite(`file:${join(temporaryFolder(), 'kick.db')}`, { presenceMs: 0 }, { syncFile });
		onTestFinished(() => database.close());
		await database.ping();
		isBroken = true;
		await expect(database.ping()).rejects.toThrow('The disk is broken.');
		isBroken = false;
		await database.ping();
	});

	it('fails while the file can only be read', async () => {
		const path = join(temporaryFolder(), 'kick.db');
		await (await openDatabase(`file:${path}`)).close();
		const connection = new SqliteConnection(path);
		const disk = { flush: async () => undefined, flushSoon: () => undefined, close: async () => undefined };
		const adapter = new SqliteAdapter(connection, disk);
		onTestFinished(() => adapter.dispose());
		const probe = new WriteProbe(new DirectClient(adapter));
		connection.script('PRAGMA query_only = ON');
		await expect(probe.run()).rejects.toMatchObject({ cause: { message: /readonly/ } });
		connection.script('PRAGMA query_only = OFF');
		await probe.run();
	});
});

describe.runIf(inject('postgresql'))('a ping of PostgreSQL', () => {
	it('fails where the server takes no writes', async () => {
		const place = await temporaryPlace('postgresql');
		await (await openDatabase(place.url)).close();
		const database = await openForTest(withParameters(place, { options: '-c default_transaction_read_only=on' }));
		await expect(database.ping()).rejects.toThrow(/read-only/);
	});

	it('fails where only the COMMIT fails', async () => {
		const place = await temporaryPlace('postgresql');
		const database = await openForTest(place);
		await place.run(
			`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no commit today'; END $$;
			CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON kick_leases DEFERRABLE INITIALLY DEFERRED
			FOR EACH ROW EXECUTE FUNCTION refuse()`
		);
		await expect(database.ping()).rejects.toThrow(/no commit today/);
	});

	it('does not wait for a process that has stopped in the middle of one', async () => {
		const place = await temporaryPlace('postgresql');
		const database = await openForTest(place);
		const schema = new URL(place.url).searchParams.get('schema');
		const stopped = new pg.Client({ connectionString: place.url });
		await stopped.connect();
		onTestFinished(() => stopped.end());
		await stopped.query(`BEGIN; INSERT INTO ${schema}.kick_leases VALUES ('probe:other', '', now())`);
		await database.ping();
	});
});

describe('the write of a ping', () => {
	it('is shared by those that overlap, and made at most ten times a second', async () => {
		const clock = new VirtualClock();
		const begunAt: number[] = [];
		const $transaction = async () => void begunAt.push(clock.now());
		const probe = new WriteProbe({ $transaction } as unknown as DirectClient, clock);
		const started = clock.now();
		for (let wave = 0; wave < 5; wave++) {
			const wrote = Promise.all(Array.from({ length: 100 }, () => probe.run()));
			if (wave > 0) await clock.advance(100);
			await wrote;
		}
		expect(begunAt.map((at) => at - started)).toEqual([0, 100, 200, 300, 400]);
	});
});
