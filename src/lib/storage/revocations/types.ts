/** A refresh token that Kick has to end: its account was let go. */
export interface RevocationRow {
	id: string;
	userId: number;
	sealedRefreshToken: Uint8Array;
	createdAt: Date;
}

/** Refresh tokens until Kick has confirmed their end. `accounts.release` adds to them as well. */
export interface RevocationRepository {
	add(row: RevocationRow): Promise<void>;
	find(id: string): Promise<RevocationRow | null>;
	list(): Promise<RevocationRow[]>;
	delete(id: string): Promise<void>;
	/** Replaces the token by the same one under another key, if it is still as it was read. */
	reseal(id: string, before: Uint8Array, after: Uint8Array): Promise<boolean>;
}
