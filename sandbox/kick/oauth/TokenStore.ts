import { randomBytes } from 'node:crypto';
import type { Account } from '../world/Account.js';
import type { OAuthSettings } from './OAuthSettings.js';

/** Result of one consent. Rotation replaces its tokens. */
interface Grant {
	account: Account;
	scopes: string[];
	/** Milliseconds of the OAuth server's clock. */
	startedAt: number;
}

/** Valid access token. */
export type Access =
	| { kind: 'app'; expiresAt: number }
	| { kind: 'user'; account: Account; scopes: string[]; expiresAt: number };

type StoredAccess = { kind: 'app'; expiresAt: number } | { kind: 'user'; grant: Grant; expiresAt: number };

interface StoredRefresh {
	grant: Grant;
	expiresAt: number;
}

export interface IssuedTokens {
	accessToken: string;
	refreshToken: string;
	scopes: string[];
	/** Seconds. */
	expiresIn: number;
	/** Seconds. */
	refreshExpiresIn: number;
}

export class TokenStore {
	readonly #access = new Map<string, StoredAccess>();
	readonly #refresh = new Map<string, StoredRefresh>();
	readonly #settings: OAuthSettings;
	readonly #now: () => number;

	public constructor(settings: OAuthSettings, now: () => number) {
		this.#settings = settings;
		this.#now = now;
	}

	public issueForUser(account: Account, scopes: string[]): IssuedTokens {
		return this.#issue({ account, scopes, startedAt: this.#now() });
	}

	public issueForApp(): { accessToken: string; expiresIn: number } {
		const accessToken = newToken();
		const expiresIn = this.#settings.appTokenSeconds;
		this.#access.set(accessToken, { kind: 'app', expiresAt: this.#now() + expiresIn * 1000 });
		return { accessToken, expiresIn };
	}

	/** Issues a new pair. The old refresh token stays valid for the grace time. `null` for a dead token. */
	public rotate(refreshToken: string): IssuedTokens | null {
		const stored = this.#refresh.get(refreshToken);
		if (stored === undefined || stored.expiresAt <= this.#now()) return null;
		const issued = this.#issue(stored.grant);
		stored.expiresAt = Math.min(stored.expiresAt, this.#now() + this.#settings.graceSeconds * 1000);
		return issued;
	}

	public find(accessToken: string): Access | null {
		const stored = this.#access.get(accessToken);
		if (stored === undefined || stored.expiresAt <= this.#now()) return null;
		if (stored.kind === 'app') return { ...stored };
		const { grant, expiresAt } = stored;
		return { kind: 'user', account: grant.account, scopes: grant.scopes, expiresAt };
	}

	/** Revokes an access token, or the whole grant of a refresh token (RFC 7009, section 2.1). */
	public revoke(token: string): void {
		const refresh = this.#refresh.get(token);
		if (refresh !== undefined) this.#killGrants((grant) => grant === refresh.grant);
		this.#access.delete(token);
	}

	public killAccess(kind?: Access['kind']): void {
		for (const [token, stored] of this.#access) {
			if (kind === undefined || stored.kind === kind) this.#access.delete(token);
		}
	}

	/** Kills the refresh tokens of one account. Default: of all. */
	public killRefresh(account?: Account): void {
		for (const [token, { grant }] of this.#refresh) {
			if (account === undefined || grant.account === account) this.#refresh.delete(token);
		}
	}

	public killAllOf(account: Account): void {
		this.#killGrants((grant) => grant.account === account);
	}

	#killGrants(isMeant: (grant: Grant) => boolean): void {
		for (const [token, { grant }] of this.#refresh) if (isMeant(grant)) this.#refresh.delete(token);
		for (const [token, stored] of this.#access) {
			if (stored.kind === 'user' && isMeant(stored.grant)) this.#access.delete(token);
		}
	}

	#issue(grant: Grant): IssuedTokens {
		const { accessTokenSeconds, refreshChain, refreshSeconds } = this.#settings;
		const now = this.#now();
		const refreshExpiresAt = (refreshChain === 'absolute' ? grant.startedAt : now) + refreshSeconds * 1000;
		const accessToken = newToken();
		const refreshToken = newToken();
		this.#access.set(accessToken, { kind: 'user', grant, expiresAt: now + accessTokenSeconds * 1000 });
		this.#refresh.set(refreshToken, { grant, expiresAt: refreshExpiresAt });
		return {
			accessToken,
			refreshToken,
			scopes: grant.scopes,
			expiresIn: accessTokenSeconds,
			refreshExpiresIn: Math.floor((refreshExpiresAt - now) / 1000)
		};
	}
}

/** Makes a token of 48 characters, the length of Kick's codes and tokens. */
export function newToken(): string {
	return randomBytes(36).toString('base64url');
}
