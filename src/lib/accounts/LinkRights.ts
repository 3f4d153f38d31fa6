import type { DiscordInfo } from '../discord/DiscordInfo.js';
import type { Logger } from '../logger.js';
import type { LinkStateRow } from '../storage/repositories/LinkStateRepository.js';
import { FreshAnswers } from '../time/FreshAnswers.js';
import { type LinkOutcome, Refusals } from './linkOutcome.js';

const Retry = 'Reload this page in a minute, or open the link in Discord again within its 10 minutes.';

/** Asks Discord whether the person who started a link may still finish it. */
export class LinkRights {
	/** Shares requests, so that a person who keeps reloading the page causes one at a time. */
	readonly #fresh = new FreshAnswers<string, LinkOutcome | null>();

	public constructor(
		private readonly discord: Pick<DiscordInfo, 'managesGuild' | 'ownsApplication'>,
		private readonly logger: Logger
	) {}

	/**
	 * Returns the reason why the person may not finish the link, or `null` if the person may.
	 *
	 * The reason has `retryAfterSeconds` if Discord does not answer.
	 */
	public refusal(row: LinkStateRow): Promise<LinkOutcome | null> {
		return this.#fresh.ask(row.stateHash, () => this.#ask(row));
	}

	async #ask({ account, discordUserId, guildId }: LinkStateRow): Promise<LinkOutcome | null> {
		try {
			if (account === 'bot') {
				return (await this.discord.ownsApplication(discordUserId)) ? null : Refusals.notOwner();
			}
			return (await this.discord.managesGuild(guildId, discordUserId)) ? null : Refusals.notManager();
		} catch (error) {
			this.logger.warn(
				'[Kick] Discord did not confirm that the member may link an account. The link can be opened again.',
				error
			);
			return Refusals.discordAway(Retry);
		}
	}
}
