import { describe, expect, it } from 'vitest';
import type { AccountRow } from '../../../src/lib/storage/accounts/types.js';
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
		await accounts.clearBot();
		expect(await accounts.findBot()).toBeNull();
		expect(await accounts.find(1)).toEqual(account(1));
	});

	it('have at most one bot when two are saved at once', async () => {
		const { accounts } = await temporaryDatabase(provider);
		await Promise.all([1, 2, 3, 4].map((userId) => accounts.save(account(userId, { isBot: true }))));
		expect((await accounts.list()).filter(({ isBot }) => isBot)).toHaveLength(1);
	});

	it('change their status alone', async () => {
		const { accounts } = await temporaryDatabase(provider);
		await accounts.save(account(1));
		await accounts.setStatus(1, 'relink');
		expect(await accounts.find(1)).toEqual(account(1, { status: 'relink' }));
		await accounts.setStatus(404, 'relink');
	});

	it('are deleted with their links, and without complaint when there is none', async () => {
		const { accounts, links } = await temporaryDatabase(provider);
		for (const userId of [1, 2]) {
			await accounts.save(account(userId));
			await links.save({ guildId: `guild-${userId}`, userId, linkedBy: '6', linkedAt: new Date() });
		}
		await accounts.delete(1);
		await accounts.delete(404);
		expect(await accounts.find(1)).toBeNull();
		expect((await links.list()).map(({ guildId }) => guildId)).toEqual(['guild-2']);
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
