import { err, ok, type Result } from '@sapphire/result';
import { NotLinkedHint } from '../../accounts/AccountTokens.js';
import { KickError } from '../../kick/errors.js';
import { notSynced } from '../../setupErrors.js';
import type { GuildScope } from '../../storage/eventLog/types.js';
import type { Database } from '../../storage/types.js';

const MaxId = 2n ** 63n - 1n;

/** What a Discord server may see of the log: all that follows asks here first. */
export class GuildScopes {
	public constructor(private readonly database: Pick<Database, 'links' | 'settings'>) {}

	/** `null` for a text that is no id of a server: it may come from an address. */
	public async of(guildId: string): Promise<GuildScope | null> {
		if (!isGuildId(guildId)) return null;
		return { guildId, broadcasterUserId: (await this.channelOf(guildId)).unwrapOr(null) };
	}

	/** Kick user id of the server's channel. An error where its owner has not linked it: naming a channel shows nothing of it. */
	public async channelOf(guildId: string): Promise<Result<number, KickError>> {
		const link = isGuildId(guildId) ? await this.database.links.find(guildId) : null;
		if (!link) return err(new KickError('not_linked', NotLinkedHint));
		const { broadcasterUserId } = await this.database.settings.get(guildId);
		if (broadcasterUserId === null) return err(notSynced());
		return broadcasterUserId === link.userId ? ok(broadcasterUserId) : err(wrongAccount());
	}
}

function isGuildId(text: string): boolean {
	return /^\d{1,19}$/.test(text) && BigInt(text) <= MaxId;
}

function wrongAccount(): KickError {
	const hint = 'The linked Kick account does not own this channel. The owner has to run /kick link.';
	return new KickError('wrong_account', hint);
}
