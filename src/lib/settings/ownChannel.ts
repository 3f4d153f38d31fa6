import { err, ok, type Result } from '@sapphire/result';
import type { KickError } from '../kick/errors.js';
import { notLinked, notSynced, wrongAccount } from '../setupErrors.js';
import type { Database } from '../storage/types.js';

const MaxId = 2n ** 63n - 1n;

/** Returns the database, or an error when Kick is not configured or the bot is stopping. */
export type DatabaseOf = () => Result<Database, KickError>;

/**
 * Returns the Kick user id of the channel that a Discord server may read: the one that its owner has linked there.
 *
 * Every read of chat, chatters, watch time, activity and log checks this first. Entering a channel's name gives no
 * access, and neither does a former link.
 *
 * @returns An error with `not_linked`, `channel_not_synced` or `wrong_account`.
 */
export async function ownChannel(
	{ links, settings }: Pick<Database, 'links' | 'settings'>,
	guildId: string
): Promise<Result<number, KickError>> {
	const link = isGuildId(guildId) ? await links.find(guildId) : null;
	if (!link) return err(notLinked());
	const { broadcasterUserId } = await settings.get(guildId);
	if (broadcasterUserId === null) return err(notSynced());
	return broadcasterUserId === link.userId ? ok(broadcasterUserId) : err(wrongAccount());
}

/** Does the same as {@link ownChannel} for members. If no channel was ever set up, the error names all steps. */
export async function readableChannel(
	databaseOf: DatabaseOf,
	guildId: string
): Promise<Result<{ database: Database; broadcasterUserId: number }, KickError>> {
	const opened = databaseOf();
	if (opened.isErr()) return err(opened.unwrapErr());
	const database = opened.unwrap();
	const channel = await ownChannel(database, guildId);
	if (channel.isOk()) return ok({ database, broadcasterUserId: channel.unwrap() });
	const error = channel.unwrapErr();
	const isSetUp = error.code !== 'not_linked' || (await isSynced(database, guildId));
	return err(isSetUp ? error : notSynced());
}

/** Whether a text is the id of a Discord server. The text may come from a URL. */
export function isGuildId(text: string): boolean {
	return /^\d{1,19}$/.test(text) && BigInt(text) <= MaxId;
}

async function isSynced({ settings }: Pick<Database, 'settings'>, guildId: string): Promise<boolean> {
	return isGuildId(guildId) && (await settings.get(guildId)).broadcasterUserId !== null;
}
