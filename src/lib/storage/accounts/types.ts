/** Both tokens of an account, as they are stored. */
export interface SealedPair {
	sealedAccessToken: Uint8Array;
	sealedRefreshToken: Uint8Array | null;
}

/** What a renewal changes of an account. */
export interface RenewedPair extends SealedPair {
	scopes: string[];
	accessExpiresAt: Date;
	/** Only when Kick tells (`refresh_expires_in`). */
	refreshExpiresAt: Date | null;
}

export interface AccountRow extends RenewedPair {
	userId: number;
	username: string;
	/** `null` for an account that was only linked as the bot account. */
	slug: string | null;
	/** When the person last consented: the 30 days of Kick's refresh tokens are counted from here. */
	linkedAt: Date;
	/** `relink`: the refresh token is dead, a person has to link again. */
	status: 'active' | 'relink';
	/** The bot account of `/kick link account:bot`. At most one. */
	isBot: boolean;
}

/** Why an account was not deleted, or that it was. */
export type ReleaseOutcome = 'released' | 'linked' | 'bot' | 'unknown';

/**
 * Linked Kick accounts.
 *
 * A renewal, a refusal and a release name the state that they are based on and change nothing else: between a look into the
 * database and the write lies a call to Kick. A person's consent is stored by `links.consent`.
 */
export interface AccountRepository {
	find(userId: number): Promise<AccountRow | null>;
	findBot(): Promise<AccountRow | null>;
	list(): Promise<AccountRow[]>;
	/** Inserts or replaces. A row with `isBot` takes that mark from any other. */
	save(row: AccountRow): Promise<void>;
	/** Makes an account whose consent still holds the bot account. Its tokens stay. `false` when there is no such account. */
	markBot(userId: number): Promise<boolean>;
	/** Takes the mark of the bot account from this account. */
	clearBot(userId: number): Promise<void>;
	/** Stores the names that the account has on Kick now; its tokens are left alone. */
	rename(userId: number, names: Pick<AccountRow, 'username' | 'slug'>): Promise<void>;
	/** Stores a new pair if the stored refresh token is still the renewed one; the account is active then. */
	renew(userId: number, renewed: Uint8Array, pair: RenewedPair): Promise<boolean>;
	/** Marks the link as dead if the stored refresh token is still the refused one. */
	markRelink(userId: number, refused: Uint8Array | null): Promise<boolean>;
	/** Replaces both tokens by the same ones under another key, if they are still as they were read. */
	reseal(userId: number, before: SealedPair, after: SealedPair): Promise<boolean>;
	/**
	 * Deletes an account that no server is linked to and that is not the bot account, in one transaction with noting its
	 * refresh token in the revocations, under the given id.
	 */
	release(userId: number, revocationId: string, at: Date): Promise<ReleaseOutcome>;
}
