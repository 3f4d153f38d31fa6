import { err, ok, type Result } from '@sapphire/result';
import * as oauth from 'oauth4webapi';
import { KickError } from '../errors.js';
import { UnreadableHint } from '../http/answerError.js';
import type { KickHttp } from '../http/KickHttp.js';
import { tokenAnswer } from './schemas.js';
import { tokenError } from './tokenError.js';

/** Runs grants of the OAuth library over {@link KickHttp}, and handles the quirks of Kick's token endpoint. */
export class TokenEndpoint {
	public constructor(private readonly http: KickHttp) {}

	/**
	 * Runs a grant.
	 *
	 * @param invalidGrantHint Hint for a code or refresh token that is no longer valid.
	 */
	public async request(
		invalidGrantHint: string,
		send: (options: oauth.TokenEndpointRequestOptions) => Promise<Response>,
		read: (response: Response) => Promise<oauth.TokenEndpointResponse>
	): Promise<Result<oauth.TokenEndpointResponse, KickError>> {
		try {
			const response = await send({
				[oauth.allowInsecureRequests]: this.http.origin.startsWith('http:'),
				[oauth.customFetch]: (url, request) => this.#fetch(url, request.body, invalidGrantHint)
			});
			return ok(await read(response));
		} catch (error) {
			if (error instanceof KickError) return err(error);
			// The library's errors contain the answer with its tokens, so they are not passed on.
			if (error instanceof oauth.OperationProcessingError || error instanceof oauth.UnsupportedOperationError) {
				return err(new KickError('invalid_response', UnreadableHint));
			}
			throw error;
		}
	}

	/** Passes only well-formed successes to the library. Everything else becomes a {@link KickError}. */
	async #fetch(url: string, body: unknown, invalidGrantHint: string): Promise<Response> {
		const form = new URLSearchParams(body instanceof URLSearchParams ? body : undefined);
		const called = await this.http.call({ method: 'POST', path: new URL(url).pathname, form });
		const answer = called.unwrapOrElse((error) => {
			throw error;
		});
		if (answer.status !== 200) throw tokenError(answer, invalidGrantHint);
		const parsed = tokenAnswer.safeParse(answer.json);
		if (!parsed.success) throw new KickError('invalid_response', UnreadableHint, { status: answer.status });
		return Response.json(parsed.data);
	}
}
