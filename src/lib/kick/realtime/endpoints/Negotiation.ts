import { randomUUID } from 'node:crypto';
import { err, ok, type Result } from '@sapphire/result';
import type { ProxyFor } from '../../../http/outgoingAgent.js';
import { KickError } from '../../errors.js';
import type { KickAnswer } from '../../http/answer.js';
import { answerError, kickErrorOf, UnreadableHint } from '../../http/answerError.js';
import { KickHttp } from '../../http/KickHttp.js';
import type { RealtimeProvider } from '../types.js';
import { connectionAnswer, type Offer, tokenAnswer } from './schemas.js';
import { isSafeSocketUrl, pusherUrlOf } from './socketUrls.js';

/** One realtime server of Kick's. For Pusher the address is that up to the key. */
export interface RealtimeServer {
	provider: RealtimeProvider;
	url: string;
}

/** Asks Kick which realtime server to use. */
export interface Negotiation {
	/** All that Kick names and that can be used, in Kick's order: one at least. */
	servers(accepted: readonly RealtimeProvider[]): Promise<Result<readonly RealtimeServer[], KickError>>;
	/** What Centrifugo wants to see. */
	token(): Promise<Result<string, KickError>>;
	close(): Promise<void>;
}

const TimeoutMs = 5_000;
const MaxAnswerBytes = 64 * 1024;
const NoServerHint = 'Kick names no realtime server that can be used. Chat goes on by webhooks.';

/** The endpoints that Kick's own website asks. Kick does not support them for others. */
export class KickNegotiation implements Negotiation {
	readonly #http: KickHttp;
	readonly #pusherUrl: string;
	readonly #clientId = randomUUID();

	/** @param pusherUrl As configured, up to the key. */
	public constructor(options: { baseUrl: string; pusherUrl: string; proxyFor?: ProxyFor | undefined }) {
		const { baseUrl, proxyFor } = options;
		this.#http = new KickHttp({ baseUrl, proxyFor, timeoutMs: TimeoutMs, maxAnswerBytes: MaxAnswerBytes });
		this.#pusherUrl = options.pusherUrl;
	}

	public async servers(accepted: readonly RealtimeProvider[]): Promise<Result<readonly RealtimeServer[], KickError>> {
		const answer = await this.#post('/api/v1/realtime/connection', {
			client: { id: this.#clientId, type: 'web' },
			capabilities: { accepted_providers: accepted.map((provider) => ({ provider })) }
		});
		return answer.andThen((read) => {
			const parsed = connectionAnswer.safeParse(read.json);
			const offers = parsed.success ? parsed.data : [];
			const servers = offers
				.flatMap((offer) => (offer && this.#serverOf(offer)) ?? [])
				.filter(({ provider }) => accepted.includes(provider));
			return servers.length > 0 ? ok(servers) : err(kickErrorOf(read, 'invalid_response', NoServerHint));
		});
	}

	public async token(): Promise<Result<string, KickError>> {
		const answer = await this.#post('/api/v1/realtime/auth/connection', { client_id: this.#clientId });
		return answer.andThen((read) => {
			const parsed = tokenAnswer.safeParse(read.json);
			return parsed.success ? ok(parsed.data.data.token) : err(new KickError('invalid_response', UnreadableHint));
		});
	}

	public close(): Promise<void> {
		return this.#http.close();
	}

	async #post(path: string, json: object): Promise<Result<KickAnswer, KickError>> {
		const called = await this.#http.call({ method: 'POST', path, json, repeatable: true });
		return called.andThen((answer) =>
			answer.status >= 200 && answer.status < 300 ? ok(answer) : err(answerError(answer))
		);
	}

	#serverOf({ provider, credentials }: Offer): RealtimeServer | null {
		if (provider === 'pusher') {
			const { app_key: appKey, cluster } = credentials;
			return { provider, url: pusherUrlOf(this.#pusherUrl, { appKey, cluster }) };
		}
		const isPlain = this.#http.origin.startsWith('http:');
		return isSafeSocketUrl(credentials.url, isPlain) ? { provider, url: credentials.url } : null;
	}
}
