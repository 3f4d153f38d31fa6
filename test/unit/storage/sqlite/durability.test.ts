import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import Driver from 'libsql';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Database } from '../../../../src/lib/storage/Database.js';
import { openSqlite } from '../../../../src/lib/storage/sqlite/openSqlite.js';
import { temporaryFolder } from '../../../support/temporaryFolder.js';
import { pendingOf } from '../../../support/waitingServers.js';
import { deliveryMark } from '../support/deliveryMark.js';
import { linkServers } from '../support/linkServers.js';
import { newEvent } from '../support/newEvent.js';
import { HeldDisk } from './HeldDisk.js';

const guildId = '1146912345678901234';

async function heldDatabase(): Promise<{ database: Database; disk: HeldDisk; path: string }> {
	const path = join(temporaryFolder(), 'kick.db');
	const first = await openSqlite(`file:${path}`, { presenceMs: 600_000 });
	await linkServers(first, [guildId]);
	await first.close();
	const disk = new HeldDisk();
	const database = await openSqlite(`file:${path}`, { presenceMs: 600_000 }, { syncFile: disk.sync });
	onTestFinished(() => {
		disk.release();
		return database.close();
	});
	return { database, disk, path };
}

function settled(promise: Promise<unknown>): { is: boolean } {
	const state = { is: false };
	const settle = () => {
		state.is = true;
	};
	promise.then(settle, settle);
	return state;
}

async function someTurns(): Promise<void> {
	for (let turn = 0; turn < 20; turn++) await nextTurn();
}

describe('what is written to an SQLite file', () => {
	const writes: Record<string, (database: Database) => Promise<unknown>> = {
		'an event': ({ events }) => events.insert([newEvent(1)]),
		'a setting': ({ settings }) => settings.set(guildId, { channel: 'bob' }),
		'a row that Prisma reads back': ({ departures }) => departures.mark(guildId, new Date()),
		'a deletion': ({ links }) => links.delete(guildId),
		'a lease': ({ leases }) => leases.acquire('shard', 'one', 1_000)
	};
	it.each(Object.entries(writes))('is answered when the disk has it: %s', async (_name, write) => {
		const { database, disk } = await heldDatabase();
		const writing = write(database);
		const answered = settled(writing);
		await disk.asked(1);
		await someTurns();
		expect(answered.is).toBe(false);
		// A read waits for no disk.
		expect(await database.settings.get(guildId)).toHaveProperty('channel');
		disk.answer();
		await writing;
	});

	it('lets the next one begin, and both share a sync', async () => {
		const { database, disk } = await heldDatabase();
		const first = database.events.insert([newEvent(1)]);
		await disk.asked(1);
		const others = [2, 3].map((number) => database.events.insert([newEvent(number)]));
		while ((await database.eventLog.list({ limit: 10 })).length < 3) await nextTurn();
		disk.answer();
		await first;
		await disk.asked(2);
		disk.answer();
		await Promise.all(others);
		expect(disk.syncs).toBe(2);
	});

	it('is flushed later if it marks a handled event, and no caller waits for it', async () => {
		const { database, disk } = await heldDatabase();
		const event = newEvent(1);
		const inserting = database.events.insert([event]);
		await disk.asked(1);
		disk.answer();
		await inserting;
		await database.consumers.mark([deliveryMark(event.id, 'handled', { guildId })]);
		await disk.asked(2);
		expect(await pendingOf(database, guildId)).toEqual([]);
	});

	it('and could not be synced is refused; sent again, it is in the file itself before the answer', async () => {
		const { database, disk, path } = await heldDatabase();
		const refused = database.events.insert([newEvent(1)]);
		await disk.asked(1);
		disk.answer(new Error('EIO: i/o error, fdatasync'));
		await expect(refused).rejects.toThrow('EIO');

		const again = database.events.insert([newEvent(1)]);
		await disk.asked(2);
		disk.answer();
		expect(await again).toEqual(['duplicate']);
		// Without the log.
		const copy = join(temporaryFolder(), 'copy.db');
		copyFileSync(path, copy);
		const driver = new Driver(copy);
		onTestFinished(() => void driver.close());
		expect(driver.prepare('SELECT event_id AS id FROM kick_events').all()).toEqual([{ id: 'event-1' }]);
	});
});
