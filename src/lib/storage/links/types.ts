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
