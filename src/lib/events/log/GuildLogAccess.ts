import type { Result } from '@sapphire/result';
import type { KickError } from '../../kick/errors.js';
import { isGuildId, ownChannel } from '../../settings/ownChannel.js';
import type { Database } from '../../storage/Database.js';
import type { LogAccess } from '../../storage/eventLog/types.js';

/** What a Discord server may see of the log: all that follows asks here first. */
export class GuildLogAccess {
	public constructor(private readonly database: Pick<Database, 'links' | 'settings'>) {}

	/** `null` for a text that is no id of a server: it may come from an address. */
	public async of(guildId: string): Promise<LogAccess | null> {
		if (!isGuildId(guildId)) return null;
		return { guildId, broadcasterUserId: (await this.channelOf(guildId)).unwrapOr(null) };
	}

	/** Kick user id of the channel that the server may read; see {@link ownChannel}. */
	public channelOf(guildId: string): Promise<Result<number, KickError>> {
		return ownChannel(this.database, guildId);
	}
}
