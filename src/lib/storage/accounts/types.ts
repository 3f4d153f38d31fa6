export interface AccountRow {
	userId: number;
	username: string;
	slug: string | null;
	sealedAccessToken: Uint8Array;
	sealedRefreshToken: Uint8Array | null;
	scopes: string[];
	accessExpiresAt: Date;
	/** When the person last consented: the 30 days of Kick's refresh tokens are counted from here. */
	linkedAt: Date;
	/** Only when Kick tells (`refresh_expires_in`). */
	refreshExpiresAt: Date | null;
	/** `relink`: the refresh token is dead, a person has to link again. */
	status: 'active' | 'relink';
	/** The bot account of `/kick link account:bot`. At most one. */
	isBot: boolean;
}

export interface AccountRepository {
	find(userId: number): Promise<AccountRow | null>;
	findBot(): Promise<AccountRow | null>;
	list(): Promise<AccountRow[]>;
	/** Inserts or replaces. A row with `isBot` takes that mark from any other. */
	save(row: AccountRow): Promise<void>;
	/** Makes an account whose consent still holds the bot account. Its tokens stay. `false` when there is no such account. */
	markBot(userId: number): Promise<boolean>;
	/** No account is the bot account any more; the rows stay. */
	clearBot(): Promise<void>;
	/** Stores the names that the account has on Kick now; its tokens are left alone. */
	rename(userId: number, names: Pick<AccountRow, 'username' | 'slug'>): Promise<void>;
	setStatus(userId: number, status: AccountRow['status']): Promise<void>;
	delete(userId: number): Promise<void>;
}
