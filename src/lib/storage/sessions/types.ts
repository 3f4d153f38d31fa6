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

export interface SessionRepository {
	create(row: SessionRow): Promise<void>;
	find(idHash: string): Promise<SessionRow | null>;
	ofUser(discordUserId: string): Promise<SessionRow[]>;
	list(): Promise<SessionRow[]>;
	delete(idHashes: readonly string[]): Promise<void>;
	/** Ends all logins of a person, whatever key they are sealed with. */
	deleteOfUser(discordUserId: string): Promise<void>;
	/** Replaces the token by the same one under another key, if it is still as it was read. */
	reseal(idHash: string, before: Uint8Array, after: Uint8Array): Promise<boolean>;
	deleteExpired(before: Date): Promise<number>;
}

/** The forms of the dashboard that were sent, known by the SHA-256 (hex) of their token. */
export interface UsedFormRepository {
	/** Atomic: `true` for exactly one caller. */
	use(tokenHash: string, expiresAt: Date): Promise<boolean>;
	deleteExpired(before: Date): Promise<number>;
}
