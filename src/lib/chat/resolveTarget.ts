import { err, ok, type Result } from '@sapphire/result';
import type { KickError } from '../kick/errors.js';
import { notLinked, notSynced, relinkRequired, wrongAccount } from '../setupErrors.js';
import type { Database } from '../storage/Database.js';
import type { SendTarget } from './ChatTransport.js';

/** Returns the chat and the account for a Discord server's messages, or the reason why it cannot send. */
export async function resolveTarget(
	{ accounts, links, settings }: Pick<Database, 'accounts' | 'links' | 'settings'>,
	guildId: string,
	warn: (reason: string) => void
): Promise<Result<SendTarget, KickError>> {
	const { broadcasterUserId, chatroomId } = await settings.get(guildId);
	const link = await links.find(guildId);
	if (broadcasterUserId === null) warn('broadcaster_user_id not configured');
	if (!link) warn('No OAuth token available');
	if (!link) return err(notLinked());
	if (broadcasterUserId === null) return err(notSynced());
	// In bot mode Kick posts to the channel of the token's owner. So the token of another channel must not be used.
	if (link.userId !== broadcasterUserId) return err(wrongAccount());
	const account = await accounts.find(link.userId);
	if (account?.status === 'relink') return err(relinkRequired());
	return ok({ broadcasterUserId, accountUserId: link.userId, chatroomId });
}
