import { createHash, randomBytes } from 'node:crypto';
import { sealContexts } from '../accounts/sealContexts.js';
import { Secret } from '../crypto/Secret.js';
import type { Signer } from '../crypto/Signer.js';
import type { TokenVault } from '../crypto/TokenVault.js';
import type { DiscordToken } from '../discord/oauth/DiscordOAuthClient.js';
import type { DiscordPerson } from '../discord/oauth/DiscordUserApi.js';
import type { SessionRepository, SessionRow } from '../storage/repositories/SessionRepository.js';

const LifetimeMs = 7 * 24 * 60 * 60_000;
/** Limit for one person. The oldest session is removed first. */
const MaxSessions = 20;
const CookieContext = 'session';

/**
 * Login sessions. The database holds hashes of ids and sealed tokens only, so a leaked copy opens no session.
 *
 * The signature makes it possible to refuse a forged cookie without a database query.
 */
export class Sessions {
	public constructor(
		private readonly rows: SessionRepository,
		private readonly vault: TokenVault,
		private readonly signer: Signer
	) {}

	/** @returns Value of the cookie and the end of the session. */
	public async create(person: DiscordPerson, token: DiscordToken): Promise<{ cookie: string; expiresAt: Date }> {
		const id = randomBytes(32).toString('base64url');
		const idHash = sha256(id);
		const createdAt = new Date();
		const expiresAt = new Date(Math.min(createdAt.getTime() + LifetimeMs, token.expiresAt.getTime()));
		await this.rows.create({
			idHash,
			discordUserId: person.id,
			username: person.name,
			avatar: person.avatar,
			sealedToken: this.vault.seal(token.token.reveal(), sealContexts.session(idHash)),
			createdAt,
			expiresAt
		});
		await this.#dropOldest(person.id);
		return { cookie: this.signer.sign(id, CookieContext), expiresAt };
	}

	/** Returns the session of a cookie, or `null` if it is forged, expired or logged out. */
	public async find(cookie: string | null): Promise<Session | null> {
		const id = cookie && this.signer.verify(cookie, CookieContext);
		const row = id && (await this.#row(sha256(id)));
		return row ? this.#open(row) : null;
	}

	/** Whether a session is neither expired nor ended, by this or another process. */
	public async isOpen({ idHash }: Session): Promise<boolean> {
		return (await this.#row(idHash)) !== null;
	}

	/** Returns all sessions of a person, in every browser. */
	public async ofUser(userId: string): Promise<Session[]> {
		const rows = await this.rows.ofUser(userId);
		return rows.map((row) => this.#open(row)).filter((session) => session !== null);
	}

	public async end(sessions: readonly Session[]): Promise<void> {
		await this.rows.delete(sessions.map(({ idHash }) => idHash));
	}

	/** Ends all sessions of a person, including those sealed with another key. */
	public async endAllOf(userId: string): Promise<void> {
		await this.rows.deleteOfUser(userId);
	}

	async #row(idHash: string): Promise<SessionRow | null> {
		const row = await this.rows.find(idHash);
		return row && row.expiresAt.getTime() > Date.now() ? row : null;
	}

	/** Returns `null` if the key has changed since. */
	#open({ idHash, discordUserId: userId, username, avatar, sealedToken, expiresAt }: SessionRow): Session | null {
		const token = this.vault.open(sealedToken, sealContexts.session(idHash));
		return token === null ? null : { idHash, userId, username, avatar, token: new Secret(token), expiresAt };
	}

	async #dropOldest(userId: string): Promise<void> {
		const rows = await this.rows.ofUser(userId);
		const excess = rows.slice(0, Math.max(0, rows.length - MaxSessions));
		if (excess.length > 0) await this.rows.delete(excess.map(({ idHash }) => idHash));
	}
}

function sha256(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}

/** Login of a person in one browser. */
export interface Session {
	/** SHA-256 (hex) of the id in the cookie. */
	readonly idHash: string;
	readonly userId: string;
	readonly username: string;
	/** Hash of the person's picture at Discord at the time of the login; `null` without a picture. */
	readonly avatar: string | null;
	/** Discord's access token of this person. */
	readonly token: Secret;
	readonly expiresAt: Date;
}
