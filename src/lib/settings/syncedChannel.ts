import { err, ok, type Result } from '@sapphire/result';
import type { KickError } from '../kick/errors.js';
import { notConfigured, notSynced } from '../setupErrors.js';
import type { Database } from '../storage/types.js';

/** `null` where Kick is not configured: nothing is stored then. */
export type DatabaseOf = () => Database | null;

/** The Kick channel of a Discord server, by the id that its chat is stored under. */
export async function syncedChannel(
	database: Database | null,
	guildId: string
): Promise<Result<{ database: Database; broadcasterUserId: number }, KickError>> {
	if (!database) return err(notConfigured());
	const { broadcasterUserId } = await database.settings.get(guildId);
	return broadcasterUserId === null ? err(notSynced()) : ok({ database, broadcasterUserId });
}
