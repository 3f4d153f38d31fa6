import { describe, expect, it } from 'vitest';
import type { SessionRow } from '../../../src/lib/storage/repositories/SessionRepository.js';
import { databaseProviders, temporaryDatabase } from '../../support/temporaryDatabase.js';

const date = new Date('2026-02-01T10:00:00.000Z');
const later = (ms: number) => new Date(date.getTime() + ms);

function session(idHash: string, changes: Partial<SessionRow> = {}): SessionRow {
	return {
		idHash,
		discordUserId: '80351110224678912',
		username: 'Mia 🎮',
		avatar: 'a_0123456789abcdef0123456789abcdef',
		sealedToken: Uint8Array.of(1, 0, 255),
		createdAt: date,
		expiresAt: later(1_000),
		...changes
	};
}

describe.each(databaseProviders)('sessions on %s', (provider) => {
	it('are read as they were created, by id and by person in their order', async () => {
		const { sessions } = await temporaryDatabase(provider);
		await sessions.create(session('b', { createdAt: later(1), avatar: null }));
		await sessions.create(session('a'));
		await sessions.create(session('c', { discordUserId: '1' }));
		expect(await sessions.find('a')).toEqual(session('a'));
		expect((await sessions.find('b'))?.avatar).toBeNull();
		expect(await sessions.find('d')).toBeNull();
		expect((await sessions.ofUser('80351110224678912')).map(({ idHash }) => idHash)).toEqual(['a', 'b']);
	});

	it('are kept whatever the person is called', async () => {
		const { sessions } = await temporaryDatabase(provider);
		await sessions.create(session('a', { username: 'Mi\0a' }));
		expect(await sessions.find('a')).toEqual(session('a', { username: 'Mia' }));
	});

	it('are deleted by name, and when they have expired before the date', async () => {
		const { sessions } = await temporaryDatabase(provider);
		for (const idHash of ['a', 'b', 'c']) await sessions.create(session(idHash));
		await sessions.create(session('past', { expiresAt: later(-1) }));
		await sessions.create(session('now', { expiresAt: date }));
		await sessions.delete(['a', 'b', 'unknown']);
		expect(await sessions.deleteExpired(date)).toBe(1);
		const left = await sessions.ofUser('80351110224678912');
		expect(left.map(({ idHash }) => idHash).sort()).toEqual(['c', 'now']);
	});
});

describe.each(databaseProviders)('used forms on %s', (provider) => {
	it('are taken by exactly one of many callers', async () => {
		const { usedForms } = await temporaryDatabase(provider);
		const outcomes = await Promise.all(Array.from({ length: 20 }, () => usedForms.use('a', date)));
		expect(outcomes.filter((taken) => taken)).toHaveLength(1);
		expect(await usedForms.use('b', date)).toBe(true);
	});

	it('are forgotten when they have expired before the date', async () => {
		const { usedForms } = await temporaryDatabase(provider);
		await usedForms.use('past', later(-1));
		await usedForms.use('now', date);
		expect(await usedForms.deleteExpired(date)).toBe(1);
		expect(await usedForms.use('past', date)).toBe(true);
		expect(await usedForms.use('now', date)).toBe(false);
	});
});
