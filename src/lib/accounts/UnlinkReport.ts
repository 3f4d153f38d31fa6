export interface UnlinkReport {
	username: string;
	/** Another server uses the same account: nothing was revoked. */
	stillUsedElsewhere: boolean;
	revoked: boolean;
}
