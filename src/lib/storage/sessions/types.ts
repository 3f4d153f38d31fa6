/** A login of the dashboard, known by the SHA-256 (hex) of its id: the id itself is never stored. */
export interface SessionRow {
	idHash: string;
	discordUserId: string;
	username: string;
	/** Discord's access token of this person. */
	sealedToken: Uint8Array;
	createdAt: Date;
	expiresAt: Date;
}
