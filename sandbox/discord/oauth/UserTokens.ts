import { randomBytes } from 'node:crypto';
import type { SimulatedUser } from '../world/entities.js';

interface StoredToken {
	user: SimulatedUser;
	scopes: readonly string[];
	expiresAt: number;
}

/** Discord's access tokens of people. */
export class UserTokens {
	readonly #tokens = new Map<string, StoredToken>();

	public issue(user: SimulatedUser, scopes: readonly string[], lifetimeSeconds: number): string {
		const token = newToken();
		this.#tokens.set(token, { user, scopes, expiresAt: Date.now() + lifetimeSeconds * 1_000 });
		return token;
	}

	/** `null` for a token that is not known, has expired or was revoked. */
	public find(token: string): { user: SimulatedUser; scopes: readonly string[] } | null {
		const stored = this.#tokens.get(token);
		return stored && stored.expiresAt > Date.now() ? stored : null;
	}

	/** How many of this person work. */
	public count(user: SimulatedUser): number {
		return [...this.#tokens.keys()].filter((token) => this.find(token)?.user === user).length;
	}

	/** Discord ends all tokens of an authorization, whichever of them is named. */
	public revokeAllOf(user: SimulatedUser): void {
		for (const [token, stored] of this.#tokens) if (stored.user === user) this.#tokens.delete(token);
	}
}

export function newToken(): string {
	return randomBytes(22).toString('base64url');
}
