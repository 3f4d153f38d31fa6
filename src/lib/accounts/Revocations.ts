import { randomUUID } from 'node:crypto';
import type { TokenVault } from '../crypto/TokenVault.js';
import type { KickOAuthClient } from '../kick/index.js';
import type { AccountRepository } from '../storage/repositories/AccountRepository.js';
import type { RevocationRepository, RevocationRow } from '../storage/repositories/RevocationRepository.js';
import { sealContexts } from './sealContexts.js';

/** Time during which Kick is asked again. A refresh token expires by itself after about 30 days. */
const RetryForMs = 7 * 24 * 60 * 60_000;

/** `linked`: the account is linked again, so Kick is not asked for now. `waiting`: Kick is asked again later. */
export type RevocationOutcome = 'revoked' | 'linked' | 'waiting';

/**
 * Revokes refresh tokens at Kick.
 *
 * Each stays in the database until Kick has confirmed, for up to 7 days. So a crash or an outage leaves none alive.
 */
export class Revocations {
	public constructor(
		private readonly rows: RevocationRepository,
		private readonly accounts: Pick<AccountRepository, 'find'>,
		private readonly vault: TokenVault,
		private readonly oauth: Pick<KickOAuthClient, 'revoke'>
	) {}

	/** Stores a token that no account holds, and asks Kick to revoke it. */
	public async add(userId: number, refreshToken: string): Promise<void> {
		const sealedRefreshToken = this.vault.seal(refreshToken, sealContexts.refreshToken(userId));
		const row = { id: randomUUID(), userId, sealedRefreshToken, createdAt: new Date() };
		await this.rows.add(row);
		await this.#settle(row);
	}

	/** Asks Kick to revoke a stored token. */
	public async settle(id: string): Promise<RevocationOutcome> {
		const row = await this.rows.find(id);
		return row ? this.#settle(row) : 'waiting';
	}

	/** Asks Kick to revoke all stored tokens that it has not confirmed. */
	public async settleAll(isStopped: () => boolean): Promise<void> {
		for (const row of await this.rows.list()) {
			if (isStopped()) return;
			await this.#settle(row);
		}
	}

	async #settle({ id, userId, sealedRefreshToken, createdAt }: RevocationRow): Promise<RevocationOutcome> {
		// A linked account is skipped, because Kick does not say whether a revocation ends its other tokens of the same
		// app.
		const isLinked = (await this.accounts.find(userId)) !== null;
		const token = this.vault.open(sealedRefreshToken, sealContexts.refreshToken(userId));
		const isRevoked = !isLinked && token !== null && (await this.oauth.revoke(token, 'refresh_token')).isOk();
		if (isRevoked || createdAt.getTime() + RetryForMs < Date.now()) await this.rows.delete(id);
		if (isRevoked) return 'revoked';
		return isLinked ? 'linked' : 'waiting';
	}
}
