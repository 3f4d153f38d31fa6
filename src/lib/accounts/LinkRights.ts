import { err, ok, type Result } from '@sapphire/result';
import type { DiscordSide } from '../discord/DiscordSide.js';
import type { Logger } from '../logger.js';
import type { LinkStateRow } from '../storage/links/types.js';
import { FreshAnswers } from '../time/FreshAnswers.js';
import { type LinkOutcome, Refusals } from './linkOutcome.js';

const Retry = 'Reload this page in a minute, or open the link in Discord again within its 10 minutes.';

/** Whether the person who started a link may still finish it, as Discord says now. */
export class LinkRights {
	/** A person who reloads the page again and again makes one request at a time. */
	readonly #fresh = new FreshAnswers<string, Result<void, LinkOutcome>>();

	public constructor(
		private readonly discord: Pick<DiscordSide, 'managesGuild' | 'ownsApplication'>,
		private readonly logger: Logger
	) {}

	/** @returns A refusal with `retryAfterSeconds` where Discord does not answer. */
	public check(row: LinkStateRow): Promise<Result<void, LinkOutcome>> {
		return this.#fresh.ask(row.stateHash, () => this.#ask(row));
	}

	async #ask({ account, discordUserId, guildId }: LinkStateRow): Promise<Result<void, LinkOutcome>> {
		try {
			if (account === 'bot') {
				return (await this.discord.ownsApplication(discordUserId)) ? ok(undefined) : err(Refusals.notOwner());
			}
			return (await this.discord.managesGuild(guildId, discordUserId)) ? ok(undefined) : err(Refusals.notManager());
		} catch (error) {
			this.logger.warn('[Kick] Discord did not say whether a link may be finished; it can be tried again.', error);
			return err(Refusals.discordAway(Retry));
		}
	}
}
