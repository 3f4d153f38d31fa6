import { describe, expect, it } from 'vitest';
import type { AccountRow } from '../../../src/lib/storage/repositories/AccountRepository.js';
import { databaseProviders, temporaryDatabase } from '../../support/temporaryDatabase.js';

function account(userId: number, changes: Partial<AccountRow> = {}): AccountRow {
	return {
		userId,
		username: 'Ana',
		slug: 'ana',
		sealedAccessToken: Uint8Array.from({ length: 256 }, (_byte, index) => index),
		sealedRefreshToken: Uint8Array.of(0, 255, 0),
		scopes: ['user:read', 'chat:write'],
		accessExpiresAt: new Date('2026-03-01T10:00:00.123Z'),
		linkedAt: new Date('2026-02-01T10:00:00.000Z'),
		refreshExpiresAt: new Date('2026-03-03T10:00:00.000Z'),
		status: 'active',
		isBot: false,
		...changes
	};
}

describe.each(databaseProviders)('Kick accounts on %s', (provider) => {
	it('are read as they were saved', async () => {
		const { accounts } = await temporaryDatabase(provider);
		const full = account(Number.MAX_SAFE_INTEGER);
		const bare = account(2, { slug: null, sealedRefreshToken: null, refreshExpiresAt: null, scopes: [] });
		const empty = account(3, { sealedAccessToken: new Uint8Array() });
		for (const row of [full, bare, empty]) await accounts.save(row);
		expect(await accounts.find(full.userId)).toEqual(full);
		expect(await accounts.list()).toEqual([bare, empty, full]);
		expect(await accounts.find(404)).toBeNull();
	});

	it('are replaced when saved again', async () => {
		const { accounts } = await temporaryDatabase(provider);
		await accounts.save(account(1));
		const renewed = account(1, { username: 'Ana\0Bo', status: 'relink', sealedRefreshToken: null });
		await accounts.save(renewed);
		expect(await accounts.list()).toEqual([{ ...renewed, username: 'AnaBo' }]);
	});

	it('keep their links when saved again', async () => {
		const { accounts, links } = await temporaryDatabase(provider);
		await accounts.save(account(1));
		await links.save({ guildId: '5', userId: 1, linkedBy: '6', linkedAt: new Date() });
		await accounts.save(account(1, { username: 'Bo' }));
		expect(await links.find('5')).not.toBeNull();
	});

	it('get other names and keep everything else', async () => {
		const { accounts } = await temporaryDatabase(provider);
		await accounts.save(account(1));
		await accounts.save(account(2));
		await accounts.rename(1, { username: 'Ana_Two', slug: 'ana-two' });
		await accounts.rename(404, { username: 'Nobody', slug: null });
		expect(await accounts.list()).toEqual([account(1, { username: 'Ana_Two', slug: 'ana-two' }), account(2)]);
	});

	it('have at most one bot: a new one takes the mark', async () => {
		const { accounts } = await temporaryDatabase(provider);
		expect(await accounts.findBot()).toBeNull();
		await accounts.save(account(1, { isBot: true }));
		await accounts.save(account(2));
		expect((await accounts.findBot())?.userId).toBe(1);
		await accounts.save(account(2, { isBot: true }));
		expect((await accounts.list()).map(({ userId, isBot }) => [userId, isBot])).toEqual([
			[1, false],
			[2, true]
		]);
		await accounts.save(account(2));
		expect(await accounts.findBot()).toBeNull();
	});

	it('have no bot once that is cleared, and keep the account', async () => {
		const { accounts } = await temporaryDatabase(provider);
		await accounts.save(account(1, { isBot: true }));
		await accounts.clearBot(2);
		expect(await accounts.findBot()).not.toBeNull();
		await accounts.clearBot(1);
		expect(await accounts.findBot()).toBeNull();
		expect(await accounts.find(1)).toEqual(account(1));
	});

	it('have at most one bot when two are saved at once', async () => {
		const { accounts } = await temporaryDatabase(provider);
		await Promise.all([1, 2, 3, 4].map((userId) => accounts.save(account(userId, { isBot: true }))));
		expect((await accounts.list()).filter(({ isBot }) => isBot)).toHaveLength(1);
	});

	const pair = {
		sealedAccessToken: Uint8Array.of(1),
		sealedRefreshToken: Uint8Array.of(2),
		scopes: ['user:read'],
		accessExpiresAt: new Date('2026-04-01T10:00:00.000Z'),
		refreshExpiresAt: null
	};

	it('take a renewed pair, and nothing else, in place of the pair that was renewed', async () => {
		const { accounts } = await temporaryDatabase(provider);
		await accounts.save(account(1, { status: 'relink', isBot: true }));
		expect(await accounts.renew(1, Uint8Array.of(0, 255, 1), pair)).toBe(false);
		expect(await accounts.renew(404, Uint8Array.of(0, 255, 0), pair)).toBe(false);
		expect(await accounts.list()).toEqual([account(1, { status: 'relink', isBot: true })]);
		expect(await accounts.renew(1, Uint8Array.of(0, 255, 0), pair)).toBe(true);
		expect(await accounts.list()).toEqual([account(1, { ...pair, isBot: true })]);
	});

	it('need a new link only while they have the token that was refused', async () => {
		const { accounts } = await temporaryDatabase(provider);
		await accounts.save(account(1));
		await accounts.save(account(2, { sealedRefreshToken: null }));
		expect(await accounts.markRelink(1, Uint8Array.of(9))).toBe(false);
		expect(await accounts.markRelink(1, null)).toBe(false);
		expect(await accounts.markRelink(404, null)).toBe(false);
		expect((await accounts.list()).map(({ status }) => status)).toEqual(['active', 'active']);
		expect(await accounts.markRelink(1, Uint8Array.of(0, 255, 0))).toBe(true);
		expect(await accounts.markRelink(2, null)).toBe(true);
		expect((await accounts.list()).map(({ status }) => status)).toEqual(['relink', 'relink']);
	});

	it('are sealed again only as they were read', async () => {
		const { accounts } = await temporaryDatabase(provider);
		await accounts.save(account(1));
		expect(await accounts.reseal(1, { ...account(1), sealedRefreshToken: null }, pair)).toBe(false);
		expect(await accounts.reseal(1, account(1), pair)).toBe(true);
		const { sealedAccessToken, sealedRefreshToken } = pair;
		expect(await accounts.find(1)).toEqual(account(1, { sealedAccessToken, sealedRefreshToken }));
	});

	it('are released when nothing uses them, and leave their refresh token to be revoked', async () => {
		const { accounts, links, revocations } = await temporaryDatabase(provider);
		const at = new Date('2026-03-01T10:00:00.000Z');
		await accounts.save(account(1));
		await links.save({ guildId: '5', userId: 1, linkedBy: '6', linkedAt: at });
		await accounts.save(account(2, { isBot: true }));
		await accounts.save(account(3));
		await accounts.save(account(4, { sealedRefreshToken: null }));
		expect(await accounts.release(1, 'a', at)).toBe('linked');
		expect(await accounts.release(2, 'b', at)).toBe('bot');
		expect(await accounts.release(3, 'c', at)).toBe('released');
		expect(await accounts.release(4, 'd', at)).toBe('released');
		expect(await accounts.release(404, 'e', at)).toBe('unknown');
		expect((await accounts.list()).map(({ userId }) => userId)).toEqual([1, 2]);
		expect(await links.find('5')).not.toBeNull();
		expect(await revocations.list()).toEqual([
			{ id: 'c', userId: 3, sealedRefreshToken: Uint8Array.of(0, 255, 0), createdAt: at }
		]);
	});
});

describe.each(databaseProviders)('links of Discord servers on %s', (provider) => {
	it('are found by server and by account, and replaced by a newer one', async () => {
		const { accounts, links } = await temporaryDatabase(provider);
		await accounts.save(account(1));
		await accounts.save(account(2));
		const link = (guildId: string, userId: number) => ({
			guildId,
			userId,
			linkedBy: '9',
			linkedAt: new Date(1_767_225_600_001)
		});
		for (const row of [link('b', 1), link('a', 1), link('c', 2)]) await links.save(row);
		expect(await links.find('b')).toEqual(link('b', 1));
		expect(await links.ofAccount(1)).toEqual([link('a', 1), link('b', 1)]);

		await links.save(link('b', 2));
		expect(await links.list()).toEqual([link('a', 1), link('b', 2), link('c', 2)]);

		await links.delete('a');
		await links.delete('unknown');
		expect(await links.find('a')).toBeNull();
		expect(await links.ofAccount(1)).toEqual([]);
		expect(await accounts.find(1)).not.toBeNull();
	});
});
