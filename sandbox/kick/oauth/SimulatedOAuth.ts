import { AuthorizationCodes } from '../../oauth/AuthorizationCodes.js';
import type { AuthorizationRequest } from '../../oauth/AuthorizationRequest.js';
import type { Account } from '../world/Account.js';
import type { World } from '../world/World.js';
import type { OAuthSettings } from './OAuthSettings.js';
import { KnownScopes } from './scopes.js';
import { type IssuedTokens, newToken, TokenStore } from './TokenStore.js';

/** The controls of the simulated id.kick.com. Every setting can be changed at any time and holds for what is issued next. */
export class SimulatedOAuth implements OAuthSettings {
	public accessTokenSeconds = 7200;
	public appTokenSeconds = 5_184_000;
	public refreshSeconds = 2_592_000;
	public refreshChain: OAuthSettings['refreshChain'] = 'sliding';
	public graceSeconds = 60;
	public tellsRefreshExpiry = false;
	public codeSeconds = 60;
	public grantScopes = (asked: string[]): string[] => asked;
	/** How many refreshes have succeeded. */
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

	/** Who the browser on the authorize page is signed in as; `null` until somebody is. */
	public get signedIn(): Account | null {
		return this.#signedIn;
	}

	/** @throws Where nobody has that name. */
	public signIn(account: string): void {
		this.#signedIn = this.#world.get(account);
	}

	/** The next authorize page asks who is there. */
	public signOut(): void {
		this.#signedIn = null;
	}

	/** Tokens without the way through the browser, as an app that was authorized long ago has them. Default: all scopes. */
	public issueTokens(account: string, scopes: readonly string[] = KnownScopes): IssuedTokens {
		return this.tokens.issueForUser(this.#world.get(account), [...scopes]);
	}

	/** Every access token is refused from now on, of one kind or of both, before the end of its `expires_in`. */
	public expireAccessTokens(kind?: 'user' | 'app'): void {
		this.tokens.killAccess(kind);
	}

	/** Refreshing fails with `invalid_grant`, for one account or for everybody; access tokens go on working. */
	public killRefreshTokens(account?: string): void {
		this.tokens.killRefresh(account === undefined ? undefined : this.#world.get(account));
	}

	/** Puts the clock of the OAuth server forward, and that of nothing else. */
	public pass(seconds: number): void {
		this.#passedMs += seconds * 1000;
	}

	/** Milliseconds of the OAuth server's clock. */
	public now(): number {
		return Date.now() + this.#passedMs;
	}
}
