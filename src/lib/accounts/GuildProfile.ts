import type { Database } from '../storage/Database.js';
import type { AccountRow } from '../storage/repositories/AccountRepository.js';
import type { GuildSettings } from '../storage/repositories/SettingsRepository.js';
import { linkAgainBy } from './linkAgainBy.js';

/** Kick account of a Discord server's streamer. */
export interface LinkedAccount {
	username: string;
	/** Empty if Kick does not name them. */
	scopes: readonly string[];
	/** Time of the link to this server. */
	linkedAt: Date;
	/** Date by which the streamer has to consent again. `null` once that date has passed. */
	linkAgainBy: Date | null;
	/** `relink`: Kick no longer accepts the link, so a person has to link again. */
	status: AccountRow['status'];
}

/** Stored settings and account of a Discord server. `null` means not set. */
export interface GuildProfile extends GuildSettings {
	account: LinkedAccount | null;
}

export async function readProfile(
	{ accounts, links, settings }: Pick<Database, 'accounts' | 'links' | 'settings'>,
	guildId: string
): Promise<GuildProfile> {
	const [known, link] = await Promise.all([settings.get(guildId), links.find(guildId)]);
	const account = link && (await accounts.find(link.userId));
	return { ...known, account: link && account && toLinkedAccount(account, link.linkedAt) };
}

function toLinkedAccount(account: AccountRow, linkedAt: Date): LinkedAccount {
	const { scopes, status, username } = account;
	const again = linkAgainBy(account);
	return { username, scopes, linkedAt, linkAgainBy: again.getTime() > Date.now() ? again : null, status };
}
