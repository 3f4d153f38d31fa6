/** A refresh token that Kick has to end: its account was let go. */
export interface RevocationRow {
	id: string;
	userId: number;
	sealedRefreshToken: Uint8Array;
	createdAt: Date;
}
