import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../../src/lib/storage/openDatabase.js';
import { openForTest } from '../../../support/temporaryDatabase.js';
import { temporaryFolder } from '../../../support/temporaryFolder.js';
import { newEvent } from '../support/newEvent.js';

describe('opening an SQLite file', () => {
	it.each([
		['file:/absolute/path', (path: string) => `file:${path}`],
		['file:///absolute/path', (path: string) => pathToFileURL(path).href],
		['file:./relative/path', (path: string) => `file:./${relative(process.cwd(), path)}`],
		['file:path?parameters', (path: string) => `file:${path}?connection_limit=1`]
	])('takes %s and creates the folders that are missing', async (_form, url) => {
		const path = join(temporaryFolder(), 'one', 'two words', 'kick.db');
		const database = await openDatabase(url(path));
		onTestFinished(() => database.close());
		await database.ping();
		expect(existsSync(path)).toBe(true);
	});

	it('names a file that is not a database', async () => {
		const path = join(temporaryFolder(), 'kick.db');
		writeFileSync(path, 'This is a letter to my grandmother, and it is long enough to be taken for a page.'.repeat(50));
		await expect(openDatabase(`file:${path}`)).rejects.toMatchObject({ code: 'storage_unavailable' });
		await expect(openDatabase(`file:${path}`)).rejects.toThrow(path);
	});

	it('names a path that can not be written', async () => {
		const folder = temporaryFolder();
		writeFileSync(join(folder, 'file'), '');
		const opening = openDatabase(`file:${join(folder, 'file', 'kick.db')}`);
		await expect(opening).rejects.toMatchObject({
			code: 'storage_unavailable',
			message: expect.stringContaining(folder)
		});
	});
});

describe('closing an SQLite file', () => {
	it('leaves one that holds everything by itself', async () => {
		const path = join(temporaryFolder(), 'kick.db');
		const database = await openDatabase(`file:${path}`);
		await database.events.insert([newEvent(1)]);
		await database.close();
		expect(statSync(`${path}-wal`).size).toBe(0);
		rmSync(`${path}-wal`);
		rmSync(`${path}-shm`);
		const again = await openForTest({ url: `file:${path}` });
		expect(await again.eventLog.list({ limit: 10 })).toHaveLength(1);
	});

	it('lets the writes before it finish', async () => {
		const url = `file:${join(temporaryFolder(), 'kick.db')}`;
		const database = await openDatabase(url);
		const writes = [1, 2, 3].map((number) => database.departures.mark(String(number), new Date()));
		await Promise.all(writes);
		await database.close();
		const again = await openForTest({ url });
		expect(await again.departures.before(new Date(Date.now() + 1000))).toHaveLength(3);
	});
});
