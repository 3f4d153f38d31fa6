import { randomBytes } from 'node:crypto';
import type { Account } from '../world/Account.js';
import type { OAuthSettings } from './OAuthSettings.js';

/** What one consent gave; its tokens change by rotation. */
interface Grant {
	account: Account;
	scopes: string[];
	/** Milliseconds of the OAuth server's clock. */
	startedAt: number;
}

/** An access token that is valid now. */
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

	/** A new pair; the old refresh token goes on working for the grace time. `null` for a token that is dead. */
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

	/** Revoking a refresh token ends the whole grant, an access token only itself (RFC 7009, section 2.1). */
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

	/** Without an account: those of everybody. */
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

/** 48 characters, as Kick's codes and tokens have. */
export function newToken(): string {
	return randomBytes(36).toString('base64url');
}
