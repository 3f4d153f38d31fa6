import { describe, expect, it } from 'vitest';
import type { LinkStateRow } from '../../../src/lib/storage/links/types.js';
import { databaseProviders, temporaryDatabase } from '../../support/temporaryDatabase.js';

function state(stateHash: string, changes: Partial<LinkStateRow> = {}): LinkStateRow {
	return {
		stateHash,
		guildId: '1146912345678901234',
		discordUserId: '80351110224678912',
		account: 'streamer',
		browserHash: null,
		sealedVerifier: null,
		createdAt: new Date('2026-02-01T10:00:00Z'),
		expiresAt: new Date('2026-02-01T10:10:00Z'),
		consumedAt: null,
		...changes
	};
}

describe.each(databaseProviders)('started links on %s', (provider) => {
	it('are read as they were created', async () => {
		const { linkStates } = await temporaryDatabase(provider);
		const bound = state('b', { account: 'bot', browserHash: 'hash', sealedVerifier: Uint8Array.of(1, 0, 2) });
		await linkStates.create(state('a'));
		await linkStates.create(bound);
		expect(await linkStates.find('a')).toEqual(state('a'));
		expect(await linkStates.find('b')).toEqual(bound);
		expect(await linkStates.find('c')).toBeNull();
	});

	it('are bound to a browser until they are consumed', async () => {
		const { linkStates } = await temporaryDatabase(provider);
		await linkStates.create(state('a'));
		expect(await linkStates.bind('a', 'first', Uint8Array.of(1))).toBe(true);
		expect(await linkStates.bind('a', 'second', Uint8Array.of(2))).toBe(true);
		expect(await linkStates.find('a')).toEqual(state('a', { browserHash: 'second', sealedVerifier: Uint8Array.of(2) }));

		const at = new Date('2026-02-01T10:01:00Z');
		expect(await linkStates.consume('a', at)).toBe(true);
		expect(await linkStates.bind('a', 'third', Uint8Array.of(3))).toBe(false);
		expect(await linkStates.bind('unknown', 'third', Uint8Array.of(3))).toBe(false);
		expect(await linkStates.find('a')).toMatchObject({ browserHash: 'second', consumedAt: at });
	});

	it('are consumed by exactly one of many callers', async () => {
		const { linkStates } = await temporaryDatabase(provider);
		await linkStates.create(state('a'));
		const outcomes = await Promise.all(Array.from({ length: 20 }, () => linkStates.consume('a', new Date())));
		expect(outcomes.filter((consumed) => consumed)).toHaveLength(1);
		expect(await linkStates.consume('unknown', new Date())).toBe(false);
	});

	it('are deleted when they have expired before the date', async () => {
		const { linkStates } = await temporaryDatabase(provider);
		const date = new Date('2026-02-01T10:10:00.000Z');
		await linkStates.create(state('past', { expiresAt: new Date(date.getTime() - 1) }));
		await linkStates.create(state('now', { expiresAt: date }));
		await linkStates.create(state('future', { expiresAt: new Date(date.getTime() + 1) }));
		expect(await linkStates.deleteExpired(date)).toBe(1);
		expect(await linkStates.find('past')).toBeNull();
		expect(await linkStates.find('now')).not.toBeNull();
		expect(await linkStates.find('future')).not.toBeNull();
	});
});
