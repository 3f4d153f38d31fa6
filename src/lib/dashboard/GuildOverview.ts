import type { Database } from '../storage/Database.js';
import type { ManagedGuild } from './GuildAccess.js';

/** How far a server is set up, as the database knows it: Kick is not asked for a list. */
export interface GuildStatus extends ManagedGuild {
	channel: string | null;
	/** `relink`: Kick no longer accepts the link. */
	account: 'linked' | 'relink' | 'none';
}

/** The status of many servers at a glance; `check` says more of one. */
export async function guildOverview(
	{ accounts, links, settings }: Database,
	guilds: readonly ManagedGuild[]
): Promise<GuildStatus[]> {
	return Promise.all(
		guilds.map(async ({ id, name }) => {
			const [{ channel }, link] = await Promise.all([settings.get(id), links.find(id)]);
			const account = link && (await accounts.find(link.userId));
			const state = account ? (account.status === 'relink' ? 'relink' : 'linked') : 'none';
			return { id, name, channel, account: state };
		})
	);
}
