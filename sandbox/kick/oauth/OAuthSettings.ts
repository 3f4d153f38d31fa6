/** How the simulated OAuth server behaves where Kick's own behaviour varies or is not known. */
export interface OAuthSettings {
	/** Default: 7,200. */
	accessTokenSeconds: number;
	/** Default: 5,184,000, which is 60 days. */
	appTokenSeconds: number;
	/** Default: 2,592,000, which is 30 days. */
	refreshSeconds: number;
	/**
	 * Whether a rotated refresh token lives for `refreshSeconds` of its own (`sliding`, the default), or the whole chain dies
	 * that long after the consent (`absolute`). Both have been reported for Kick.
	 *
	 * @see https://github.com/KickEngineering/KickDevDocs/issues/397
	 */
	refreshChain: 'sliding' | 'absolute';
	/** How long a refresh token goes on working after it was used. Kick says only that it does. Default: 60. */
	graceSeconds: number;
	/** Whether token answers have `refresh_expires_in`. Default: `false`. */
	tellsRefreshExpiry: boolean;
	/** How long a code can be exchanged. Default: 60. */
	codeSeconds: number;
	/** What is granted of the scopes asked for. Default: all. */
	grantScopes: (asked: string[]) => string[];
}
