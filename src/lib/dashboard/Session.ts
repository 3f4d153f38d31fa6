import type { Secret } from '../crypto/Secret.js';

/** Somebody who is logged in to the dashboard, in one browser. */
export interface Session {
	/** SHA-256 (hex) of the id that is in the cookie. */
	readonly idHash: string;
	readonly userId: string;
	readonly username: string;
	/** Discord's access token of this person. */
	readonly token: Secret;
	readonly expiresAt: Date;
}
