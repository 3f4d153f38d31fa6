import type { TokenVault } from '../crypto/TokenVault.js';
import type { TokenSet } from '../kick/index.js';
import type { AccountRepository, AccountRow } from '../storage/repositories/AccountRepository.js';
import type { Revocations } from './Revocations.js';
import { sealContexts } from './sealContexts.js';
import { sealPair } from './sealPair.js';

/** Pair that Kick has issued, with the account as it was at the renewal. */
export interface NewPair {
	account: AccountRow & { sealedRefreshToken: Uint8Array };
	tokens: TokenSet;
}

const MaxAttempts = 3;

/**
 * Stores renewed pairs, each only in place of the pair that it renews.
 *
 * The account may have been linked again or unlinked meanwhile.
 */
export class RenewedPairs {
	public constructor(
		private readonly accounts: Pick<AccountRepository, 'find' | 'renew'>,
		private readonly vault: TokenVault,
		private readonly revocations: Pick<Revocations, 'add'>
	) {}

	/**
	 * Stores the pair.
	 *
	 * @returns `newer`: the account has the tokens of a newer link, which are kept. `gone`: it was unlinked, and the pair
	 * is revoked.
	 * @throws If the database did not answer. The pair is the only valid one then, and has to be stored later.
	 */
	public async save({ account, tokens }: NewPair): Promise<'saved' | 'newer' | 'gone'> {
		const { userId } = account;
		const pair = {
			...sealPair(this.vault, userId, tokens),
			scopes: tokens.scopes.length > 0 ? tokens.scopes : account.scopes,
			accessExpiresAt: tokens.expiresAt,
			refreshExpiresAt: tokens.refreshExpiresAt ?? account.refreshExpiresAt
		};
		let renewed = account.sealedRefreshToken;
		for (let attempt = 1; attempt <= MaxAttempts; attempt++) {
			if (await this.accounts.renew(userId, renewed, pair)) return 'saved';
			const current = await this.accounts.find(userId);
			if (!current) {
				await this.revocations.add(userId, tokens.refreshToken);
				return 'gone';
			}
			// An earlier attempt may have been committed although its answer was lost.
			if (this.#access(current) === tokens.accessToken) return 'saved';
			const { sealedRefreshToken } = current;
			// The renewed token may have been sealed again with another key meanwhile.
			const isSame = sealedRefreshToken && this.#refresh(userId, sealedRefreshToken) === this.#refresh(userId, renewed);
			if (!isSame) return 'newer';
			renewed = sealedRefreshToken;
		}
		throw new Error('The account changed during every attempt to store its renewed tokens.');
	}

	#access({ userId, sealedAccessToken }: AccountRow): string | null {
		return this.vault.open(sealedAccessToken, sealContexts.accessToken(userId));
	}

	#refresh(userId: number, sealed: Uint8Array): string | null {
		return this.vault.open(sealed, sealContexts.refreshToken(userId));
	}
}
