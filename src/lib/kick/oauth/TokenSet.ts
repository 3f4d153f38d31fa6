import { inspect } from 'node:util';

export interface TokenSetData {
	accessToken: string;
	refreshToken: string;
	scopes: string[];
	expiresAt: Date;
	refreshExpiresAt: Date | null;
}

/** Tokens of a Kick user. Printing, logging or serialising this object shows no token. */
export class TokenSet {
	readonly #accessToken: string;
	readonly #refreshToken: string;
	/** Granted scopes, maybe fewer than requested. Empty when Kick did not send them. */
	public readonly scopes: string[];
	public readonly expiresAt: Date;
	/** Expiry of the refresh token. `null` when Kick did not send it, which means about 30 days. */
	public readonly refreshExpiresAt: Date | null;

	public constructor(data: TokenSetData) {
		this.#accessToken = data.accessToken;
		this.#refreshToken = data.refreshToken;
		this.scopes = data.scopes;
		this.expiresAt = data.expiresAt;
		this.refreshExpiresAt = data.refreshExpiresAt;
	}

	public get accessToken(): string {
		return this.#accessToken;
	}

	public get refreshToken(): string {
		return this.#refreshToken;
	}

	/** Hides the tokens from `inspect` with `getters`, which would call the getters above. */
	public [inspect.custom](): object {
		return { scopes: this.scopes, expiresAt: this.expiresAt, refreshExpiresAt: this.refreshExpiresAt };
	}
}
