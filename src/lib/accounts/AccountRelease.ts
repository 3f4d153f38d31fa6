import type { KickOAuthClient } from '../kick/index.js';
import type { Logger } from '../logger.js';
import type { Database } from '../storage/types.js';
import type { SubscriptionReconciler } from '../subscriptions/SubscriptionReconciler.js';
import type { AccountTokens } from './AccountTokens.js';

/** Lets go of an account that no Discord server uses any more: subscriptions, tokens at Kick, row. */
export class AccountRelease {
	public constructor(
		private readonly database: Database,
		private readonly tokens: AccountTokens,
		private readonly oauth: Pick<KickOAuthClient, 'revoke'>,
		private readonly subscriptions: SubscriptionReconciler,
		private readonly logger: Logger
	) {}

	/** `revoked` is `false` while another server (or the bot account) still uses it, or when Kick did not confirm. */
	public async releaseIfUnused(userId: number): Promise<{ stillUsed: boolean; revoked: boolean }> {
		const links = await this.database.links.ofAccount(userId);
		if (links.length > 0) return { stillUsed: true, revoked: false };

		const removed = await this.subscriptions.removeAll(userId);
		removed.inspectErr((error) =>
			this.logger.warn(`[Kick] Subscriptions of ${userId} could not be deleted yet (${error.code}); tried again later.`)
		);
		const account = await this.database.accounts.find(userId);
		if (!account || account.isBot) return { stillUsed: false, revoked: false };

		const refreshToken = await this.tokens.refreshToken(userId);
		const revoked = refreshToken ? (await this.oauth.revoke(refreshToken, 'refresh_token')).isOk() : false;
		await this.database.accounts.delete(userId);
		this.tokens.forget(userId);
		return { stillUsed: false, revoked };
	}
}
