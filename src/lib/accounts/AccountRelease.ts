import { err, ok, type Result } from '@sapphire/result';
import { KickError } from '../kick/errors.js';
import type { KickOAuthClient } from '../kick/index.js';
import type { Logger } from '../logger.js';
import type { Database } from '../storage/types.js';
import type { SubscriptionReconciler } from '../subscriptions/SubscriptionReconciler.js';
import { type AccountTokens, NotLinkedHint } from './AccountTokens.js';
import { NoBotAccountHint } from './BotAccount.js';
import type { UnlinkReport } from './UnlinkReport.js';

/** Lets go of an account that no Discord server uses any more: subscriptions, tokens at Kick, row. */
export class AccountRelease {
	public constructor(
		private readonly database: Database,
		private readonly tokens: AccountTokens,
		private readonly oauth: Pick<KickOAuthClient, 'revoke'>,
		private readonly subscriptions: SubscriptionReconciler,
		private readonly logger: Logger
	) {}

	/** Takes the account off a server, and lets go of it. */
	public async releaseGuild(guildId: string): Promise<Result<UnlinkReport, KickError>> {
		const link = await this.database.links.find(guildId);
		if (!link) return err(new KickError('not_linked', NotLinkedHint));
		const account = await this.database.accounts.find(link.userId);
		await this.database.links.delete(guildId);
		const username = account?.username ?? String(link.userId);
		return ok({ username, ...(await this.releaseIfUnused(link.userId)) });
	}

	/** Takes the mark of the bot account away, and lets go of the account. */
	public async releaseBot(): Promise<Result<UnlinkReport, KickError>> {
		const account = await this.database.accounts.findBot();
		if (!account) return err(new KickError('not_linked', NoBotAccountHint));
		await this.database.accounts.clearBot();
		return ok({ username: account.username, ...(await this.releaseIfUnused(account.userId)) });
	}

	/** `revoked` is `false` while another server (or the bot account) still uses it, or when Kick did not confirm. */
	public async releaseIfUnused(userId: number): Promise<Omit<UnlinkReport, 'username'>> {
		const links = await this.database.links.ofAccount(userId);
		if (links.length > 0) return { stillUsedElsewhere: true, stillBotAccount: false, revoked: false };

		const removed = await this.subscriptions.removeAll(userId);
		removed.inspectErr((error) =>
			this.logger.warn(`[Kick] Subscriptions of ${userId} could not be deleted yet (${error.code}); tried again later.`)
		);
		const account = await this.database.accounts.find(userId);
		const stillBotAccount = account?.isBot ?? false;
		if (!account || stillBotAccount) return { stillUsedElsewhere: false, stillBotAccount, revoked: false };

		const refreshToken = await this.tokens.refreshToken(userId);
		const revoked = refreshToken ? (await this.oauth.revoke(refreshToken, 'refresh_token')).isOk() : false;
		await this.database.accounts.delete(userId);
		this.tokens.forget(userId);
		return { stillUsedElsewhere: false, stillBotAccount, revoked };
	}
}
