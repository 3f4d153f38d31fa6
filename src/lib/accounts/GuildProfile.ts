import type { Database } from '../storage/Database.js';
import type { AccountRow } from '../storage/repositories/AccountRepository.js';
import type { GuildSettings } from '../storage/repositories/SettingsRepository.js';
import { linkAgainBy } from './linkAgainBy.js';

/** The Kick account of a Discord server's streamer. */
export interface LinkedAccount {
	username: string;
	/** Empty where Kick does not tell them. */
	scopes: readonly string[];
	/** When it was linked to this server. */
	linkedAt: Date;
	/** By when the streamer has to consent once more; `null` where the link has outlived that date. */
	linkAgainBy: Date | null;
	/** `relink`: Kick no longer accepts the link, a person has to link again. */
	status: AccountRow['status'];
}

/** What is stored for a Discord server. `null` = not set. */
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
