import { AuthorizationCodes } from '../../oauth/AuthorizationCodes.js';
import type { AuthorizationRequest } from '../../oauth/AuthorizationRequest.js';
import type { Account } from '../world/Account.js';
import type { World } from '../world/World.js';
import type { OAuthSettings } from './OAuthSettings.js';
import { KnownScopes } from './scopes.js';
import { type IssuedTokens, newToken, TokenStore } from './TokenStore.js';

/** Controls of the simulated id.kick.com. A changed setting applies to codes and tokens that are issued later. */
export class SimulatedOAuth implements OAuthSettings {
	public accessTokenSeconds = 7200;
	public appTokenSeconds = 5_184_000;
	public refreshSeconds = 2_592_000;
	public refreshChain: OAuthSettings['refreshChain'] = 'sliding';
	public graceSeconds = 60;
	public sendsRefreshExpiry = false;
	public codeSeconds = 60;
	public grantScopes = (asked: string[]): string[] => asked;
	/** Number of successful refreshes. */
	public rotations = 0;

	/** @internal */
	public readonly tokens = new TokenStore(this, () => this.now());
	/** @internal */
	public readonly codes = new AuthorizationCodes<AuthorizationRequest, Account>(newToken, () => this.now());
	readonly #world: World;
	#signedIn: Account | null = null;
	#passedMs = 0;

	public constructor(world: World) {
		this.#world = world;
	}

	/** Account that the browser is signed in to on the authorize page; `null` before the sign-in. */
	public get signedIn(): Account | null {
		return this.#signedIn;
	}

	/** @throws Error when no account has that name. */
	public signIn(account: string): void {
		this.#signedIn = this.#world.get(account);
	}

	/** Signs the browser out, so that the next authorize page asks for an account. */
	public signOut(): void {
		this.#signedIn = null;
	}

	/** Issues tokens without the browser flow, as for an app that was authorized long ago. Default: all scopes. */
	public issueTokens(account: string, scopes: readonly string[] = KnownScopes): IssuedTokens {
		return this.tokens.issueForUser(this.#world.get(account), [...scopes]);
	}

	/** Expires all access tokens of one kind, or of both, before the end of their `expires_in`. */
	public expireAccessTokens(kind?: 'user' | 'app'): void {
		this.tokens.killAccess(kind);
	}

	/**
	 * Kills the refresh tokens of one account, or of all. Refreshing fails with `invalid_grant`; access tokens stay
	 * valid.
	 */
	public killRefreshTokens(account?: string): void {
		this.tokens.killRefresh(account === undefined ? undefined : this.#world.get(account));
	}

	/** Advances the clock of the OAuth server only. */
	public pass(seconds: number): void {
		this.#passedMs += seconds * 1000;
	}

	/** Milliseconds of the OAuth server's clock. */
	public now(): number {
		return Date.now() + this.#passedMs;
	}
}
