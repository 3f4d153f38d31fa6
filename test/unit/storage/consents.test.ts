import { describe, expect, it } from 'vitest';
import type { Database } from '../../../src/lib/storage/Database.js';
import type { ConsentRow, GuildLink } from '../../../src/lib/storage/repositories/LinkRepository.js';
import { databaseProviders, temporaryDatabase } from '../../support/temporaryDatabase.js';
import { origin } from './support/origin.js';

function consentOf(userId: number, changes: Partial<ConsentRow> = {}): ConsentRow {
	return {
		userId,
		username: 'Ana',
		slug: 'ana',
		sealedAccessToken: Uint8Array.of(1),
		sealedRefreshToken: Uint8Array.of(2),
		scopes: ['user:read'],
		accessExpiresAt: new Date('2026-03-01T10:00:00.123Z'),
		linkedAt: new Date('2026-02-01T10:00:00.000Z'),
		refreshExpiresAt: null,
		...changes
	};
}

const linkTo = (guildId: string, userId = 1): GuildLink => ({
	guildId,
	userId,
	linkedBy: '80351110224678912',
	linkedAt: new Date(`2026-02-01T10:00:${guildId.padStart(2, '0')}.456Z`)
});
/** Same state as after Kick refuses the refresh token. */
const endConsent = ({ accounts }: Database, userId: number) => accounts.markRelink(userId, Uint8Array.of(2));
const guildsOf = async ({ links }: Database, userId = 1) =>
	(await links.ofAccount(userId)).map(({ guildId }) => guildId);

describe.each(databaseProviders)('consents on %s', (provider) => {
	it('store the account and the link of a server', async () => {
		const { accounts, links } = await temporaryDatabase(provider);
		expect(await links.consent(consentOf(1), linkTo('5'), origin)).toEqual([]);
		expect(await accounts.find(1)).toEqual({ ...consentOf(1), status: 'active', isBot: false });
		expect(await links.find('5')).toEqual(linkTo('5'));
	});

	it('keep other links of the account while its last consent holds, and its mark as the bot account', async () => {
		const database = await temporaryDatabase(provider);
		await database.links.consent(consentOf(1), 'bot', origin);
		await database.links.consent(consentOf(1), linkTo('5'), origin);
		const renewed = consentOf(1, { username: 'Ana two', sealedAccessToken: Uint8Array.of(9) });
		expect(await database.links.consent(renewed, linkTo('6'), origin)).toEqual([]);
		expect(await database.accounts.find(1)).toEqual({ ...renewed, status: 'active', isBot: true });
		expect(await guildsOf(database)).toEqual(['5', '6']);
	});

	it('end the other links of the account when its last consent has ended, and no link of another account', async () => {
		const database = await temporaryDatabase(provider);
		for (const guildId of ['5', '6', '7']) await database.links.consent(consentOf(1), linkTo(guildId), origin);
		await database.links.consent(consentOf(2), linkTo('8', 2), origin);
		await endConsent(database, 1);
		await endConsent(database, 2);
		expect(await database.links.consent(consentOf(1), linkTo('6'), origin)).toEqual(['5', '7']);
		expect([await guildsOf(database), await guildsOf(database, 2)]).toEqual([['6'], ['8']]);
		expect((await database.accounts.find(1))?.status).toBe('active');
	});

	it('for the bot account unmark any other, keep the name of the channel, and end all dead links', async () => {
		const database = await temporaryDatabase(provider);
		await database.links.consent(consentOf(2, { slug: null }), 'bot', origin);
		await database.links.consent(consentOf(1), linkTo('5'), origin);
		await endConsent(database, 1);
		expect(await database.links.consent(consentOf(1, { slug: null }), 'bot', origin)).toEqual(['5']);
		expect((await database.accounts.list()).map(({ userId, isBot, slug }) => [userId, isBot, slug])).toEqual([
			[1, true, 'ana'],
			[2, false, null]
		]);
		expect(await guildsOf(database)).toEqual([]);
	});

	it('of one account at once lose no link that was made with a new one', async () => {
		const database = await temporaryDatabase(provider);
		await database.links.consent(consentOf(1), linkTo('5'), origin);
		await endConsent(database, 1);
		const guildIds = ['6', '7', '8', '9'];
		const ended = await Promise.all(
			guildIds.map((guildId) => database.links.consent(consentOf(1), linkTo(guildId), origin))
		);
		expect(ended.flat()).toEqual(['5']);
		expect(await guildsOf(database)).toEqual(guildIds);
	});
});

describe.each(databaseProviders)('a link on %s', (provider) => {
	it('is deleted exactly, once, and not when it was made again or is of another account', async () => {
		const { links } = await temporaryDatabase(provider);
		const shown = linkTo('5');
		await links.consent(consentOf(1), shown, origin);
		await links.consent(consentOf(2), linkTo('6', 2), origin);
		expect(await links.deleteExactly({ ...shown, linkedAt: new Date(+shown.linkedAt + 1) }, origin)).toBe(false);
		expect(await links.deleteExactly({ ...shown, userId: 2 }, origin)).toBe(false);
		const deleted = await Promise.all([links.deleteExactly(shown, origin), links.deleteExactly(shown, origin)]);
		expect(deleted.sort()).toEqual([false, true]);
		expect(await links.find('5')).toBeNull();
	});
});

describe.each(databaseProviders)('the mark of the bot account on %s', (provider) => {
	it('goes to an account whose consent holds, without a change of its tokens, and to no other', async () => {
		const database = await temporaryDatabase(provider);
		const { accounts, links } = database;
		await links.consent(consentOf(2), 'bot', origin);
		await links.consent(consentOf(1), linkTo('5'), origin);
		expect(await accounts.markBot(404)).toBe(false);
		await endConsent(database, 1);
		expect(await accounts.markBot(1)).toBe(false);
		expect((await accounts.findBot())?.userId).toBe(2);
		await accounts.renew(1, Uint8Array.of(2), consentOf(1));
		expect(await accounts.markBot(1)).toBe(true);
		expect(await accounts.findBot()).toEqual({ ...consentOf(1), status: 'active', isBot: true });
		expect((await accounts.list()).filter(({ isBot }) => isBot)).toHaveLength(1);
	});
});
