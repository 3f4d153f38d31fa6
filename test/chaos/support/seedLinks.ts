import type { SimulatedKick } from '../../../sandbox/kick/index.js';
import { sealPair } from '../../../src/lib/accounts/sealPair.js';
import { Secret } from '../../../src/lib/crypto/Secret.js';
import { TokenVault } from '../../../src/lib/crypto/TokenVault.js';
import { TokenSet } from '../../../src/lib/kick/oauth/TokenSet.js';
import { openDatabase } from '../../../src/lib/storage/openDatabase.js';
import type { Channel } from './Channel.js';

/**
 * Writes to the database what `/kick channel`, `/kick link` and `/kick sync` would, because a browser for each of many
 * servers takes long: an account with real tokens of the simulated Kick for each channel, and settings and link of each
 * server. Call it before the bot starts.
 */
export async function seedLinks(databaseUrl: string, kick: SimulatedKick, channels: readonly Channel[]): Promise<void> {
	// The key that the bot derives from the app's secret.
	const vault = new TokenVault(new Secret(kick.app.clientSecret));
	const database = await openDatabase(databaseUrl);
	try {
		for (const { streamer, guildIds } of channels) {
			const { accessToken, refreshToken, scopes, expiresIn } = kick.oauth.issueTokens(streamer.slug);
			const expiresAt = new Date(Date.now() + expiresIn * 1_000);
			const row = {
				userId: streamer.userId,
				username: streamer.username,
				slug: streamer.slug,
				scopes,
				accessExpiresAt: expiresAt,
				linkedAt: new Date(),
				refreshExpiresAt: null,
				status: 'active' as const,
				isBot: false
			};
			const tokens = new TokenSet({ accessToken, refreshToken, scopes, expiresAt, refreshExpiresAt: null });
			await database.accounts.save({ ...row, ...sealPair(vault, row.userId, tokens) });
			await database.chatrooms.prove({
				chatroomId: streamer.chatroomId,
				broadcasterUserId: streamer.userId,
				provenBy: 'website',
				provenAt: new Date()
			});
			for (const guildId of guildIds) {
				const { slug: channel, userId: broadcasterUserId, chatroomId } = streamer;
				await database.settings.set(guildId, { channel, broadcasterUserId, chatroomId });
				await database.links.save({ guildId, userId: streamer.userId, linkedBy: guildId, linkedAt: new Date() });
			}
		}
	} finally {
		await database.close();
	}
}
