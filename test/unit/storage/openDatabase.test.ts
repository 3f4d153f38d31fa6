import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/lib/storage/openDatabase.js';
import { databaseProviders, openForTest, temporaryDatabase, temporaryPlace } from '../../support/temporaryDatabase.js';
import { newEvent } from './support/newEvent.js';

describe('opening a database', () => {
	it.each(['', 'file:', 'file://', 'file://./kick.db', 'mysql://user:secret@host/db', '/data/kick.db'])(
		'refuses %j and says what a URL looks like',
		async (url) => {
			const opening = openDatabase(url);
			await expect(opening).rejects.toMatchObject({ code: 'not_configured', hint: /file:\.\/data\/kick\.db/ });
			await expect(opening).rejects.not.toThrow(/secret/);
		}
	);
});

describe.each(databaseProviders)('a database on %s', (provider) => {
	it('is migrated when it is new, and never again', async () => {
		const place = await temporaryPlace(provider);
		const first = await openDatabase(place.url);
		expect(first.migrated).toContain('20261122200000_kick_init');
		await first.ping();
		await first.close();
		const second = await openForTest(place);
		expect(second.migrated).toEqual([]);
		expect(second.provider).toBe(provider);
	});

	it('holds everything when it is closed, and can be opened again at once', async () => {
		const place = await temporaryPlace(provider);
		for (let round = 1; round <= 5; round++) {
			const database = await openDatabase(place.url);
			expect(await database.events.insert([newEvent(round)])).toEqual(['inserted']);
			await database.close();
		}
		const database = await openForTest(place);
		expect(await database.eventLog.list({ limit: 10 })).toHaveLength(5);
	});

	it('may be closed twice, and then makes every later call reject with an error', async () => {
		const database = await temporaryDatabase(provider);
		await database.close();
		await database.close();
		await expect(database.ping()).rejects.toThrow(Error);
		await expect(database.settings.get('1')).rejects.toThrow(Error);
		await expect(database.settings.set('1', { channel: 'ana' })).rejects.toThrow(Error);
		await expect(database.events.insert([newEvent(1)])).rejects.toThrow(Error);
		await database.close();
	});

	it('rejects with an error that does not show what was to be stored', async () => {
		const database = await temporaryDatabase(provider);
		const link = { guildId: 'secret-guild', userId: 404, linkedBy: '1', linkedAt: new Date() };
		const saving = database.links.save(link);
		await expect(saving).rejects.toMatchObject({ code: 'P2003' });
		await expect(saving).rejects.not.toThrow(/secret-guild/);
	});
});
