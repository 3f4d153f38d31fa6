import { err, ok, type Result } from '@sapphire/result';
import type { KickError } from '../errors.js';
import type { AppToken } from './AppToken.js';
import type { KickOAuthClient } from './KickOAuthClient.js';

/** Time before expiry at which the next token is requested. */
const RenewBeforeMs = 5 * 60_000;

/** Cache of the app's own token. Requests a new one in time, because an app token cannot be refreshed. */
export class AppTokens {
	#token: AppToken | null = null;
	#request: Promise<Result<AppToken, KickError>> | null = null;

	public constructor(private readonly oauth: Pick<KickOAuthClient, 'appToken'>) {}

	/**
	 * Calls with an app token. When Kick refuses it, requests a new one and retries once, because app tokens sometimes
	 * end long before their expiry (KickDevDocs #223, #239).
	 */
	public async call<T>(use: (accessToken: string) => Promise<Result<T, KickError>>): Promise<Result<T, KickError>> {
		const token = await this.#current();
		if (token.isErr()) return err(token.unwrapErr());
		const first = await use(token.unwrap().accessToken);
		if (first.isOk() || first.unwrapErr().code !== 'unauthorized') return first;

		if (this.#token === token.unwrap()) this.#token = null;
		const renewed = await this.#current();
		return renewed.isErr() ? err(renewed.unwrapErr()) : use(renewed.unwrap().accessToken);
	}

	async #current(): Promise<Result<AppToken, KickError>> {
		if (this.#token && this.#token.expiresAt.getTime() - Date.now() > RenewBeforeMs) return ok(this.#token);
		this.#request ??= this.oauth.appToken().finally(() => {
			this.#request = null;
		});
		const result = await this.#request;
		result.inspect((token) => {
			this.#token = token;
		});
		return result;
	}
}
