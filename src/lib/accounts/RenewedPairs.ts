import type { TokenVault } from '../crypto/TokenVault.js';
import type { TokenSet } from '../kick/index.js';
import type { AccountRepository, AccountRow } from '../storage/repositories/AccountRepository.js';
import type { Revocations } from './Revocations.js';
import { sealContexts } from './sealContexts.js';
import { sealPair } from './sealPair.js';

/** A pair that Kick has issued, with the account as it was when its tokens were renewed. */
export interface NewPair {
	account: AccountRow & { sealedRefreshToken: Uint8Array };
	tokens: TokenSet;
}

const MaxAttempts = 3;

/** Stores renewed pairs, but only in place of the pair that was renewed: meanwhile the account may be linked again or gone. */
export class RenewedPairs {
	public constructor(
		private readonly accounts: Pick<AccountRepository, 'find' | 'renew'>,
		private readonly vault: TokenVault,
		private readonly revocations: Pick<Revocations, 'add'>
	) {}

	/**
	 * Stores the pair.
	 *
	 * @returns `newer`: the account has the tokens of a newer link, which stay. `gone`: it was unlinked, and the pair is revoked.
	 * @throws When the database did not answer: the pair is the only good one then, and has to be stored later.
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
			// An earlier try may have been committed though its answer was lost.
			if (this.#access(current) === tokens.accessToken) return 'saved';
			const { sealedRefreshToken } = current;
			// The same token under another key is still the renewed one.
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
