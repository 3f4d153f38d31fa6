import { err, ok, type Result } from '@sapphire/result';
import * as oauth from 'oauth4webapi';
import { KickError } from '../errors.js';
import { answerError, kickErrorOf, UnreadableHint } from '../http/answerError.js';
import { KickHttp, type KickHttpOptions } from '../http/KickHttp.js';
import { AppToken } from './AppToken.js';
import { readCallback } from './callback.js';
import { type Introspection, introspectionAnswer, splitScopes } from './schemas.js';
import { TokenEndpoint } from './TokenEndpoint.js';
import { TokenSet } from './TokenSet.js';

export interface KickOAuthOptions extends KickHttpOptions {
	clientId: string;
	clientSecret: string;
	/** Redirect URL, exactly as registered in the app's settings. */
	redirectUri: string;
}

/** Lifetime when Kick does not state one: half of its usual two hours. */
const DefaultLifetimeSeconds = 3600;
const UsedCodeHint = 'The link took too long or was already used. Start the link again.';
const DeadLinkHint = 'Kick no longer accepts the link of this account. Link it again.';

/**
 * OAuth 2.1 client for Kick: authorization code with PKCE, refresh, app token, revocation, introspection.
 *
 * @see https://docs.kick.com/getting-started/generating-tokens-oauth2-flow
 */
export class KickOAuthClient {
	readonly #http: KickHttp;
	readonly #tokens: TokenEndpoint;
	readonly #server: oauth.AuthorizationServer;
	readonly #client: oauth.Client;
	readonly #authentication: oauth.ClientAuth;
	readonly #redirectUri: string;

	public constructor(options: KickOAuthOptions) {
		this.#http = new KickHttp(options);
		const issuer = new URL(options.baseUrl).origin;
		this.#server = {
			issuer,
			authorization_endpoint: `${issuer}/oauth/authorize`,
			token_endpoint: `${issuer}/oauth/token`
		};
		this.#client = { client_id: options.clientId };
		// Kick refuses credentials in a Basic header with 400 (KickDevDocs #383).
		this.#authentication = oauth.ClientSecretPost(options.clientSecret);
		this.#redirectUri = options.redirectUri;
		this.#tokens = new TokenEndpoint(this.#http);
	}

	/** Creates a PKCE code verifier. */
	public createVerifier(): string {
		return oauth.generateRandomCodeVerifier();
	}

	/** Returns the address of Kick's consent page. Kick needs all parameters and shows a bare 404 for any mistake. */
	public async authorizeUrl(request: { state: string; verifier: string; scopes: readonly string[] }): Promise<URL> {
		const url = new URL(`${this.#server.issuer}/oauth/authorize`);
		// Kick's login page changes the first 127.0.0.1 in the address to localhost. This decoy parameter absorbs the
		// change.
		if (this.#redirectUri.includes('127.0.0.1')) url.searchParams.set('redirect', '127.0.0.1');
		url.searchParams.set('redirect_uri', this.#redirectUri);
		url.searchParams.set('client_id', this.#client.client_id);
		url.searchParams.set('response_type', 'code');
		url.searchParams.set('scope', request.scopes.join(' '));
		url.searchParams.set('state', request.state);
		url.searchParams.set('code_challenge', await oauth.calculatePKCECodeChallenge(request.verifier));
		url.searchParams.set('code_challenge_method', 'S256');
		return url;
	}

	/** Exchanges the address of Kick's redirect for tokens. A code works once. */
	public async exchange(callback: {
		callbackUrl: URL;
		state: string;
		verifier: string;
	}): Promise<Result<TokenSet, KickError>> {
		const read = readCallback(this.#server, this.#client, callback.callbackUrl, callback.state);
		if (read.isErr()) return err(read.unwrapErr());
		const tokens = await this.#tokens.request(
			UsedCodeHint,
			(options) =>
				oauth.authorizationCodeGrantRequest(
					this.#server,
					this.#client,
					this.#authentication,
					read.unwrap(),
					this.#redirectUri,
					callback.verifier,
					options
				),
			(response) => oauth.processAuthorizationCodeResponse(this.#server, this.#client, response)
		);
		return tokens.andThen((answer) =>
			answer.refresh_token === undefined
				? err(new KickError('invalid_response', UnreadableHint))
				: ok(tokenSetOf(answer, answer.refresh_token))
		);
	}

	/**
	 * Requests a new token pair. Store it before using it, because the old pair soon stops working.
	 *
	 * @returns `invalid_grant` when Kick no longer accepts the link. Keep the link after any other error.
	 */
	public async refresh(refreshToken: string): Promise<Result<TokenSet, KickError>> {
		const tokens = await this.#tokens.request(
			DeadLinkHint,
			(options) =>
				oauth.refreshTokenGrantRequest(this.#server, this.#client, this.#authentication, refreshToken, options),
			(response) => oauth.processRefreshTokenResponse(this.#server, this.#client, response)
		);
		return tokens.map((answer) => tokenSetOf(answer, answer.refresh_token ?? refreshToken));
	}

	/** Requests a token of the app itself. It cannot be refreshed, so request a new one when it expires. */
	public async appToken(): Promise<Result<AppToken, KickError>> {
		const tokens = await this.#tokens.request(
			'Kick gives this app no token. Check the app at https://kick.com/settings/developer.',
			(options) => oauth.clientCredentialsGrantRequest(this.#server, this.#client, this.#authentication, {}, options),
			(response) => oauth.processClientCredentialsResponse(this.#server, this.#client, response)
		);
		return tokens.map((answer) => new AppToken(answer.access_token, expiryOf(answer)));
	}

	/** Revokes a token. Kick's name for the second parameter differs from RFC 7009. */
	public async revoke(token: string, kind: 'access_token' | 'refresh_token'): Promise<Result<void, KickError>> {
		const query = new URLSearchParams({ token, token_hint_type: kind });
		const form = new URLSearchParams();
		const path = '/oauth/revoke';
		const called = await this.#http.call({ method: 'POST', path, query, form, repeatable: true });
		return called.andThen((answer) => (answer.status === 200 ? ok(undefined) : err(answerError(answer))));
	}

	/** Returns Kick's data about an access token. */
	public async introspect(accessToken: string): Promise<Result<Introspection, KickError>> {
		const path = '/oauth/token/introspect';
		const called = await this.#http.call({ method: 'POST', path, bearer: accessToken, repeatable: true });
		return called.andThen((answer) => {
			if (answer.status !== 200) return err(answerError(answer));
			const parsed = introspectionAnswer.safeParse(answer.json);
			return parsed.success ? ok(parsed.data) : err(kickErrorOf(answer, 'invalid_response', UnreadableHint));
		});
	}

	public close(): Promise<void> {
		return this.#http.close();
	}
}

function tokenSetOf(answer: oauth.TokenEndpointResponse, refreshToken: string): TokenSet {
	const refreshSeconds = answer.refresh_expires_in;
	return new TokenSet({
		accessToken: answer.access_token,
		refreshToken,
		scopes: splitScopes(answer.scope),
		expiresAt: expiryOf(answer),
		refreshExpiresAt: typeof refreshSeconds === 'number' ? inSeconds(refreshSeconds) : null
	});
}

function expiryOf(answer: oauth.TokenEndpointResponse): Date {
	return inSeconds(answer.expires_in ?? DefaultLifetimeSeconds);
}

function inSeconds(seconds: number): Date {
	return new Date(Date.now() + seconds * 1000);
}
