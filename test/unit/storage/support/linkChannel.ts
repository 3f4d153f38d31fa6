import type { Database } from '../../../../src/lib/storage/Database.js';
import type { AccountRow } from '../../../../src/lib/storage/repositories/AccountRepository.js';

const at = new Date('2026-01-01T00:00:00Z');

/** A Kick account as after a link. */
export function linkedAccount(userId: number): AccountRow {
	return {
		userId,
		username: `Streamer_${userId}`,
		slug: `streamer-${userId}`,
		sealedAccessToken: Uint8Array.of(1),
		sealedRefreshToken: null,
		scopes: [],
		accessExpiresAt: at,
		linkedAt: at,
		refreshExpiresAt: null,
		status: 'active',
		isBot: false
	};
}

/** Links a Discord server to the channel of a Kick account, with its settings as after a sync. */
export async function linkChannel(
	{ accounts, links, settings }: Pick<Database, 'accounts' | 'links' | 'settings'>,
	guildId: string,
	userId: number,
	chatroomId: number | null = null
): Promise<void> {
	await accounts.save(linkedAccount(userId));
	await links.save({ guildId, userId, linkedBy: 'manager', linkedAt: at });
	await settings.set(guildId, { channel: `streamer-${userId}`, broadcasterUserId: userId, chatroomId });
}
