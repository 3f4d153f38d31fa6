/** The fingerprint of the key that all processes of the bot encrypt tokens with. */
export interface KeyRepository {
	/** `null`: no bot has noted its key yet. */
	current(): Promise<string | null>;
	/** Notes another fingerprint, if the noted one is still as it was read. */
	replace(before: string | null, after: string): Promise<boolean>;
}
