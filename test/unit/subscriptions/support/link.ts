import type { Database } from '../../../../src/lib/storage/types.js';

/** Links a server to a Kick account, as far as subscriptions need it. */
export async function link({ accounts, links }: Database, userId: number, guildId = '1'): Promise<void> {
	const now = new Date();
	await accounts.save({
		userId,
		username: `account-${userId}`,
		slug: null,
		sealedAccessToken: new Uint8Array(1),
		sealedRefreshToken: null,
		scopes: [],
		accessExpiresAt: now,
		linkedAt: now,
		refreshExpiresAt: null,
		status: 'active',
		isBot: false
	});
	await links.save({ guildId, userId, linkedBy: '6', linkedAt: now });
}
