export interface GuildLink {
	guildId: string;
	userId: number;
	linkedBy: string;
	linkedAt: Date;
}

/** A Discord server with the Kick channel that it is linked to. */
export interface LinkedChannel {
	guildId: string;
	broadcasterUserId: number;
	username: string;
	slug: string | null;
	chatroomId: number | null;
}

export interface LinkRepository {
	find(guildId: string): Promise<GuildLink | null>;
	/**
	 * The servers whose channel is that of their linked account and which the bot has not left: of all channels, or of one.
	 * A server that merely names somebody's channel is none of them.
	 */
	channels(broadcasterUserId?: number): Promise<LinkedChannel[]>;
	list(): Promise<GuildLink[]>;
	ofAccount(userId: number): Promise<GuildLink[]>;
	save(link: GuildLink): Promise<void>;
	delete(guildId: string): Promise<void>;
}

/** A started `/kick link`, known by the SHA-256 (hex) of its state: the state itself is never stored. */
export interface LinkStateRow {
	stateHash: string;
	guildId: string;
	discordUserId: string;
	account: 'streamer' | 'bot';
	browserHash: string | null;
	sealedVerifier: Uint8Array | null;
	createdAt: Date;
	expiresAt: Date;
	consumedAt: Date | null;
}

export interface LinkStateRepository {
	create(row: LinkStateRow): Promise<void>;
	find(stateHash: string): Promise<LinkStateRow | null>;
	/** Binds an unconsumed state to the browser that opened it; `false` when it was consumed meanwhile. */
	bind(stateHash: string, browserHash: string, sealedVerifier: Uint8Array): Promise<boolean>;
	/** Atomic: `true` for exactly one caller. */
	consume(stateHash: string, at: Date): Promise<boolean>;
	deleteExpired(before: Date): Promise<number>;
}
