import { describe, expect, it } from 'vitest';
import type { LinkStateRow } from '../../../src/lib/storage/repositories/LinkStateRepository.js';
import { databaseProviders, temporaryDatabase } from '../../support/temporaryDatabase.js';

function state(stateHash: string, changes: Partial<LinkStateRow> = {}): LinkStateRow {
	return {
		stateHash,
		guildId: '1146912345678901234',
		discordUserId: '80351110224678912',
		discordUserName: 'Mia 🎮',
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
		await linkStates.create(state('a', { discordUserName: 'Mi\0a' }));
		await linkStates.create(bound);
		expect(await linkStates.find('a')).toEqual(state('a', { discordUserName: 'Mia' }));
		expect(await linkStates.find('b')).toEqual(bound);
		expect(await linkStates.find('c')).toBeNull();
	});

	it('are bound to the first browser that asks, and to no other', async () => {
		const { linkStates } = await temporaryDatabase(provider);
		await linkStates.create(state('a'));
		const browsers = Array.from({ length: 20 }, (_, index) => `browser ${index}`);
		const bound = await Promise.all(browsers.map((hash, index) => linkStates.bind('a', hash, Uint8Array.of(index))));
		expect(bound.filter((isFirst) => isFirst)).toHaveLength(1);
		const first = bound.indexOf(true);
		const kept = state('a', { browserHash: browsers[first]!, sealedVerifier: Uint8Array.of(first) });
		expect(await linkStates.find('a')).toEqual(kept);
		expect(await linkStates.bind('unknown', 'browser', Uint8Array.of(1))).toBe(false);
	});

	it('are not bound after they were consumed', async () => {
		const { linkStates } = await temporaryDatabase(provider);
		const consumedAt = new Date('2026-02-01T10:01:00Z');
		await linkStates.create(state('a', { consumedAt }));
		expect(await linkStates.bind('a', 'browser', Uint8Array.of(1))).toBe(false);
		expect(await linkStates.find('a')).toEqual(state('a', { consumedAt }));
	});

	it('are consumed by exactly one of many callers, and only of the browser that they are bound to', async () => {
		const { linkStates } = await temporaryDatabase(provider);
		await linkStates.create(state('a'));
		const consume = (hash: string) => linkStates.consume('a', hash, new Date());
		expect(await consume('browser')).toBe(false);
		await linkStates.bind('a', 'browser', Uint8Array.of(1));
		expect(await consume('another')).toBe(false);
		const outcomes = await Promise.all(Array.from({ length: 20 }, () => consume('browser')));
		expect(outcomes.filter((consumed) => consumed)).toHaveLength(1);
		expect(await linkStates.consume('unknown', 'browser', new Date())).toBe(false);
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
