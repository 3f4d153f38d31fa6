export interface UnlinkReport {
	username: string;
	/** Another server uses the same account: nothing was revoked. */
	stillUsedElsewhere: boolean;
	/** It is the bot account: nothing was revoked. */
	stillBotAccount: boolean;
	revoked: boolean;
}
