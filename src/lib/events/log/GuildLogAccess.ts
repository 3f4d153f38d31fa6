import type { Result } from '@sapphire/result';
import type { KickError } from '../../kick/errors.js';
import { isGuildId, ownChannel } from '../../settings/ownChannel.js';
import type { Database } from '../../storage/Database.js';
import type { LogAccess, LoggedEvent } from '../../storage/eventLog/types.js';
import { isForServer } from '../../storage/events/isForServer.js';

/** Decides what a Discord server may see of the log. Every read for a server asks here first. */
export class GuildLogAccess {
	public constructor(private readonly database: Pick<Database, 'eventLog' | 'links' | 'settings'>) {}

	/** Returns the access of a server. `null` if the text is no id of a server, because it may come from an address. */
	public async of(guildId: string): Promise<LogAccess | null> {
		if (!isGuildId(guildId)) return null;
		return { guildId, broadcasterUserId: (await this.channelOf(guildId)).unwrapOr(null) };
	}

	/** Returns the Kick user id of the channel that the server may read; see {@link ownChannel}. */
	public channelOf(guildId: string): Promise<Result<number, KickError>> {
		return ownChannel(this.database, guildId);
	}

	/** Finds an event that the server may see, without the deliveries to other servers. */
	public async findEvent(guildId: string, id: string): Promise<LoggedEvent | null> {
		const scope = await this.of(guildId);
		const event = scope && (await this.database.eventLog.find(id));
		if (!event) return null;
		const deliveries = event.deliveries.filter((delivery) => delivery.guildId === guildId);
		const { broadcasterUserId } = event;
		const isOfChannel =
			broadcasterUserId !== null && broadcasterUserId === scope.broadcasterUserId && isForServer(event, guildId);
		return deliveries.length > 0 || isOfChannel ? { ...event, deliveries } : null;
	}
}
