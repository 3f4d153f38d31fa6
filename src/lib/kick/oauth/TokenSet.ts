import { inspect } from 'node:util';

export interface TokenSetData {
	accessToken: string;
	refreshToken: string;
	scopes: string[];
	expiresAt: Date;
	refreshExpiresAt: Date | null;
}

/** Tokens of a Kick user. Printing, logging or serialising it shows no token. */
export class TokenSet {
	readonly #accessToken: string;
	readonly #refreshToken: string;
	/** What Kick says was granted, maybe less than asked for; empty when Kick did not say. */
	public readonly scopes: string[];
	public readonly expiresAt: Date;
	/** `null` when Kick did not say; about 30 days then. */
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

	/** Without this, `inspect` with `getters` would call those above. */
	public [inspect.custom](): object {
		return { scopes: this.scopes, expiresAt: this.expiresAt, refreshExpiresAt: this.refreshExpiresAt };
	}
}
