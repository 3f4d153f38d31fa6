import type { Database } from '../storage/Database.js';
import type { ManagedGuild } from './GuildAccess.js';

/** Setup status of a server from the database alone, because a list should not cost requests to Kick. */
export interface GuildStatus extends ManagedGuild {
	channel: string | null;
	/** `relink`: Kick no longer accepts the link. */
	account: 'linked' | 'relink' | 'none';
}

/** Returns the status of several servers. `check` has the details of one. */
export async function guildOverview(
	{ accounts, links, settings }: Database,
	guilds: readonly ManagedGuild[]
): Promise<GuildStatus[]> {
	return Promise.all(
		guilds.map(async (guild) => {
			const [{ channel }, link] = await Promise.all([settings.get(guild.id), links.find(guild.id)]);
			const account = link && (await accounts.find(link.userId));
			const state = account ? (account.status === 'relink' ? 'relink' : 'linked') : 'none';
			return { ...guild, channel, account: state };
		})
	);
}
