import { randomBytes } from 'node:crypto';
import type { SimulatedUser } from '../world/entities.js';

interface StoredToken {
	user: SimulatedUser;
	scopes: readonly string[];
	expiresAt: number;
}

/** Access tokens of people. */
export class UserTokens {
	readonly #tokens = new Map<string, StoredToken>();

	public issue(user: SimulatedUser, scopes: readonly string[], lifetimeSeconds: number): string {
		const token = newToken();
		this.#tokens.set(token, { user, scopes, expiresAt: Date.now() + lifetimeSeconds * 1_000 });
		return token;
	}

	/** Finds a valid token. `null` for one that is unknown, expired or revoked. */
	public find(token: string): { user: SimulatedUser; scopes: readonly string[] } | null {
		const stored = this.#tokens.get(token);
		return stored && stored.expiresAt > Date.now() ? stored : null;
	}

	/** Counts the valid tokens of a person. */
	public count(user: SimulatedUser): number {
		return [...this.#tokens.keys()].filter((token) => this.find(token)?.user === user).length;
	}

	/** Revokes all tokens of a person, because Discord ends the whole authorization. */
	public revokeAllOf(user: SimulatedUser): void {
		for (const [token, stored] of this.#tokens) if (stored.user === user) this.#tokens.delete(token);
	}
}

export function newToken(): string {
	return randomBytes(22).toString('base64url');
}
