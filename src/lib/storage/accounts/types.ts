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
