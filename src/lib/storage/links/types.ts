import type { AccountRow } from '../accounts/types.js';

/** What a person's consent on Kick gives. `slug`: `null` keeps the one that is stored. */
export type ConsentRow = Omit<AccountRow, 'status' | 'isBot'>;

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
	/**
	 * Stores a new consent together with what it is for: the link of a server, or the bot account. In one transaction, so that an
	 * account is never without the link that it was stored for.
	 *
	 * Where the account's last consent has ended (`relink`), its links to all other servers end with it: the person has not
	 * consented to those again.
	 *
	 * @returns The servers whose links ended.
	 */
	consent(account: ConsentRow, use: GuildLink | 'bot'): Promise<string[]>;
	delete(guildId: string): Promise<void>;
	/** Deletes this very link. `false` when the server was linked again or unlinked meanwhile. */
	deleteExactly(link: Pick<GuildLink, 'guildId' | 'userId' | 'linkedAt'>): Promise<boolean>;
	/** Ends links to accounts that are not stored, which another program can leave behind. */
	deleteOrphans(): Promise<number>;
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
	/** Binds an unconsumed state to a browser, for good. Atomic: `true` for exactly one caller. */
	bind(stateHash: string, browserHash: string, sealedVerifier: Uint8Array): Promise<boolean>;
	/** Consumes a state that is bound to this browser. Atomic: `true` for exactly one caller. */
	consume(stateHash: string, browserHash: string, at: Date): Promise<boolean>;
	deleteExpired(before: Date): Promise<number>;
	/** Those with a sealed verifier that can still be finished. */
	bound(now: Date): Promise<LinkStateRow[]>;
	/** Replaces the verifier by the same one under another key, if it is still as it was read. */
	reseal(stateHash: string, before: Uint8Array, after: Uint8Array): Promise<boolean>;
}
