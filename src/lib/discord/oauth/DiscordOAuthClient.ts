import { err, ok, type Result } from '@sapphire/result';
import * as oauth from 'oauth4webapi';
import { Secret } from '../../crypto/Secret.js';
import { authorizeEndpoint } from './authorizeEndpoint.js';
import { type DiscordFailure, discordFailure } from './DiscordFailure.js';
import type { DiscordHttp } from './DiscordHttp.js';
import { oauthErrorAnswer, tokenAnswer } from './schemas.js';

export interface DiscordOAuthOptions {
	/** Base address of Discord's API, without a version. */
	apiUrl: string;
	http: DiscordHttp;
	clientId: string;
	clientSecret: Secret;
	/** Redirect URL, exactly as in the developer portal. */
	redirectUri: string;
}

export interface DiscordToken {
	token: Secret;
	expiresAt: Date;
}

/** Scopes of a login: the user's identity and servers. */
const Scopes = 'identify guilds';

/**
 * OAuth client for Discord: authorization code with PKCE, and revocation.
 *
 * @see https://docs.discord.com/developers/topics/oauth2
 */
export class DiscordOAuthClient {
	readonly #http: DiscordHttp;
	readonly #server: oauth.AuthorizationServer;
	readonly #client: oauth.Client;
	readonly #authentication: oauth.ClientAuth;
	readonly #redirectUri: string;

	public constructor({ apiUrl, http, clientId, clientSecret, redirectUri }: DiscordOAuthOptions) {
		const { origin } = new URL(apiUrl);
		this.#http = http;
		this.#server = {
			issuer: origin,
			authorization_endpoint: authorizeEndpoint(apiUrl),
			token_endpoint: `${apiUrl}/v10/oauth2/token`,
			revocation_endpoint: `${apiUrl}/v10/oauth2/token/revoke`
		};
		this.#client = { client_id: clientId };
		this.#authentication = oauth.ClientSecretPost(clientSecret.reveal());
		this.#redirectUri = redirectUri;
	}

	/** Creates a PKCE code verifier. */
	public static createVerifier(): string {
		return oauth.generateRandomCodeVerifier();
	}

	/** Returns the address of Discord's consent page. */
	public async authorizeUrl({ state, verifier }: { state: string; verifier: string }): Promise<URL> {
		const url = new URL(this.#server.authorization_endpoint ?? '');
		url.search = new URLSearchParams({
			client_id: this.#client.client_id,
			redirect_uri: this.#redirectUri,
			response_type: 'code',
			scope: Scopes,
			state,
			code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
			code_challenge_method: 'S256',
			// Skips the consent page for users who have consented before.
			prompt: 'none'
		}).toString();
		return url;
	}

	/** Exchanges the parameters of Discord's redirect for a token. A code works once. */
	public async exchange(
		query: URLSearchParams,
		{ state, verifier }: { state: string; verifier: string }
	): Promise<Result<DiscordToken, DiscordFailure>> {
		return this.#guarded(async () => {
			const parameters = oauth.validateAuthResponse(this.#server, this.#client, query, state);
			const response = await oauth.authorizationCodeGrantRequest(
				this.#server,
				this.#client,
				this.#authentication,
				parameters,
				this.#redirectUri,
				verifier,
				this.#options()
			);
			const answer = await oauth.processAuthorizationCodeResponse(this.#server, this.#client, response);
			const { access_token: token, expires_in: seconds } = tokenAnswer.parse(answer);
			return { token: new Secret(token), expiresAt: new Date(Date.now() + seconds * 1_000) };
		});
	}

	/** Revokes a token. */
	public async revoke(token: Secret): Promise<Result<void, DiscordFailure>> {
		return this.#guarded(async () => {
			const response = await oauth.revocationRequest(
				this.#server,
				this.#client,
				this.#authentication,
				token.reveal(),
				this.#options()
			);
			await oauth.processRevocationResponse(response);
		});
	}

	async #guarded<Value>(work: () => Promise<Value>): Promise<Result<Value, DiscordFailure>> {
		try {
			return ok(await work());
		} catch (error) {
			// The library's errors contain the answer with its tokens, so they are not passed on.
			return err(error instanceof CallFailed ? error.failure : discordFailure('refused'));
		}
	}

	#options() {
		return {
			[oauth.allowInsecureRequests]: this.#server.issuer.startsWith('http:'),
			[oauth.customFetch]: (url: string, { body }: { body?: unknown }) => this.#fetch(url, body)
		};
	}

	/** Passes only successes to the library. Everything else becomes a {@link DiscordFailure}. */
	async #fetch(url: string, body: unknown): Promise<Response> {
		const form = new URLSearchParams(body instanceof URLSearchParams ? body : undefined);
		const path = new URL(url).pathname.replace(/^.*\/v10/, '');
		const called = await this.#http.call({ method: 'POST', path, form });
		const { status, json } = called.unwrapOrElse((failure) => {
			throw new CallFailed(failure);
		});
		if (status === 200) return Response.json(json ?? {});
		const { data } = oauthErrorAnswer.safeParse(json);
		const isBadClient = status === 401 || data?.error === 'invalid_client' || data?.error === 'unauthorized_client';
		throw new CallFailed(discordFailure(isBadClient ? 'misconfigured' : 'refused'));
	}
}

/** Carries a failure through the OAuth library. */
class CallFailed extends Error {
	public constructor(public readonly failure: DiscordFailure) {
		super(failure.code);
	}
}
