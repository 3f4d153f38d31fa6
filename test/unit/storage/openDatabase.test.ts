import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../src/lib/storage/openDatabase.js';
import { newEvent } from './support/newEvent.js';
import { openForTest, temporaryDatabase } from './support/temporaryDatabase.js';
import { temporaryFolder } from './support/temporaryFolder.js';

describe('opening a database', () => {
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
		expect(database.provider).toBe('sqlite');
	});

	it.each(['', 'file:', 'file://', 'file://./kick.db', 'mysql://user:secret@host/db', '/data/kick.db'])(
		'refuses %j and says what a URL looks like',
		async (url) => {
			const opening = openDatabase(url);
			await expect(opening).rejects.toMatchObject({ code: 'not_configured', hint: /file:\.\/data\/kick\.db/ });
			await expect(opening).rejects.not.toThrow(/secret/);
		}
	);

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

	it('migrates a new file, and an old one never again', async () => {
		const path = join(temporaryFolder(), 'kick.db');
		const first = await openDatabase(`file:${path}`);
		expect(first.migrated).toContain('20261122200000_kick_init');
		await first.close();
		const second = await openForTest(path);
		expect(second.migrated).toEqual([]);
	});
});

describe('closing a database', () => {
	it('leaves a file that holds everything by itself and can be opened again at once', async () => {
		const path = join(temporaryFolder(), 'kick.db');
		for (let round = 1; round <= 5; round++) {
			const database = await openDatabase(`file:${path}`);
			expect(await database.events.insert([newEvent(round)])).toEqual(['inserted']);
			await database.close();
			expect(statSync(`${path}-wal`).size).toBe(0);
		}
		rmSync(`${path}-wal`);
		rmSync(`${path}-shm`);
		const database = await openForTest(path);
		expect(await database.events.pending('1146912345678901234', '', 10)).toHaveLength(5);
	});

	it('lets the writes before it finish', async () => {
		const path = join(temporaryFolder(), 'kick.db');
		const database = await openDatabase(`file:${path}`);
		const writes = [1, 2, 3].map((number) => database.departures.mark(String(number), new Date()));
		await Promise.all(writes);
		await database.close();
		const again = await openForTest(path);
		expect(await again.departures.before(new Date(Date.now() + 1000))).toHaveLength(3);
	});

	it('may be done twice, and makes every later call reject with an error', async () => {
		const database = await temporaryDatabase();
		await database.close();
		await database.close();
		await expect(database.ping()).rejects.toThrow(Error);
		await expect(database.settings.get('1')).rejects.toThrow(Error);
		await expect(database.settings.set('1', { channel: 'ana' })).rejects.toThrow(Error);
		await expect(database.events.insert([newEvent(1)])).rejects.toThrow(Error);
	});
});

describe('a database that fails', () => {
	it('rejects with an error that does not show what was to be stored', async () => {
		const database = await temporaryDatabase();
		const link = { guildId: 'secret-guild', userId: 404, linkedBy: '1', linkedAt: new Date() };
		const saving = database.links.save(link);
		await expect(saving).rejects.toMatchObject({ code: 'P2003' });
		await expect(saving).rejects.not.toThrow(/secret-guild/);
	});
});
