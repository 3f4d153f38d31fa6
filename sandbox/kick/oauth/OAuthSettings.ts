/** Settings of the OAuth server for cases where Kick's own behaviour varies or is not known. */
export interface OAuthSettings {
	/** Default: 7,200. */
	accessTokenSeconds: number;
	/** Default: 5,184,000, which is 60 days. */
	appTokenSeconds: number;
	/** Default: 2,592,000, which is 30 days. */
	refreshSeconds: number;
	/**
	 * Lifetime of rotated refresh tokens: `refreshSeconds` after each rotation (`sliding`, the default), or after the
	 * consent (`absolute`). Both have been reported for Kick.
	 *
	 * @see https://github.com/KickEngineering/KickDevDocs/issues/397
	 */
	refreshChain: 'sliding' | 'absolute';
	/** Seconds that a refresh token stays valid after its use. Kick documents no number. Default: 60. */
	graceSeconds: number;
	/** Whether token answers have `refresh_expires_in`. Default: `false`. */
	sendsRefreshExpiry: boolean;
	/** Seconds that a code can be exchanged. Default: 60. */
	codeSeconds: number;
	/** Selects the granted scopes of the requested ones. Default: all. */
	grantScopes: (asked: string[]) => string[];
}
