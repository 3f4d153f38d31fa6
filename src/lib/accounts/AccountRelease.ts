import { randomUUID } from 'node:crypto';
import { err, ok, type Result } from '@sapphire/result';
import type { KickError } from '../kick/errors.js';
import type { Logger } from '../logger.js';
import { linkChangedMeanwhile, noBotAccount, notLinked } from '../setupErrors.js';
import type { Database } from '../storage/Database.js';
import type { ChangeOrigin } from '../storage/history/types.js';
import type { SubscriptionReconciler } from '../subscriptions/SubscriptionReconciler.js';
import type { AccountTokens } from './AccountTokens.js';
import type { Revocations } from './Revocations.js';

export interface AccountReleaseDependencies {
	database: Pick<Database, 'accounts' | 'links'>;
	tokens: Pick<AccountTokens, 'forget'>;
	revocations: Revocations;
	subscriptions: SubscriptionReconciler;
	logger: Logger;
}

/**
 * Releases an account that Discord servers no longer use: deletes its row, then its subscriptions and tokens at Kick.
 *
 * The database itself decides whether the account is unused. `Maintenance` repairs what a crash leaves behind: an
 * account without a link, stored subscriptions without a link, or a stored revocation.
 */
export class AccountRelease {
	public constructor(private readonly dependencies: AccountReleaseDependencies) {}

	/** Unlinks the account from a server, and releases it if it is unused. */
	public async releaseGuild(guildId: string, origin: ChangeOrigin): Promise<Result<UnlinkReport, KickError>> {
		const { accounts, links } = this.dependencies.database;
		const link = await links.find(guildId);
		if (!link) return err(notLinked());
		const account = await accounts.find(link.userId);
		if (!(await links.deleteExactly(link, origin))) return err(linkChangedMeanwhile());
		const username = account?.username ?? String(link.userId);
		return ok({ username, ...(await this.releaseIfUnused(link.userId)) });
	}

	/** Unmarks the bot account, and releases it if it is unused. */
	public async releaseBot(): Promise<Result<UnlinkReport, KickError>> {
		const { accounts } = this.dependencies.database;
		const account = await accounts.findBot();
		if (!account) return err(noBotAccount());
		await accounts.clearBot(account.userId);
		return ok({ username: account.username, ...(await this.releaseIfUnused(account.userId)) });
	}

	/**
	 * Releases an account if it is unused.
	 *
	 * @returns `revoked` is `false` if another server or the bot account still uses it, or if Kick did not confirm.
	 */
	public async releaseIfUnused(userId: number): Promise<Omit<UnlinkReport, 'username'>> {
		const revocationId = randomUUID();
		const outcome = await this.dependencies.database.accounts.release(userId, revocationId, new Date());
		if (outcome === 'linked') return { stillUsedElsewhere: true, stillBotAccount: false, revoked: false };
		await this.removeSubscriptions(userId);
		if (outcome !== 'released') {
			return { stillUsedElsewhere: false, stillBotAccount: outcome === 'bot', revoked: false };
		}
		this.dependencies.tokens.forget(userId);
		const settled = await this.dependencies.revocations.settle(revocationId);
		return { stillUsedElsewhere: settled === 'linked', stillBotAccount: false, revoked: settled === 'revoked' };
	}

	/** Deletes the subscriptions of a channel, unless a server is linked to it. */
	public async removeSubscriptions(userId: number): Promise<void> {
		const removed = await this.dependencies.subscriptions.removeAll(userId);
		removed.inspectErr((error) =>
			this.dependencies.logger.warn(
				`[Kick] Could not delete the subscriptions of ${userId} (${error.code}). Trying again later.`
			)
		);
	}
}

/** Result of an unlink. */
export interface UnlinkReport {
	/** Kick name of the account, or its user id if the name is unknown. */
	username: string;
	/** Whether another server uses the same account, so that nothing was revoked. */
	stillUsedElsewhere: boolean;
	/** Whether it is the bot account, so that nothing was revoked. */
	stillBotAccount: boolean;
	/** Whether Kick has confirmed that the tokens are revoked. */
	revoked: boolean;
}
