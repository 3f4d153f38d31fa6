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

/** Realtime server of Kick. For Pusher, the address includes the app key but no query. */
export interface RealtimeServer {
	provider: RealtimeProvider;
	url: string;
}

/** Requests to Kick about the realtime server to use. */
export interface Negotiation {
	/** Returns the usable servers in Kick's order, at least one. */
	servers(accepted: readonly RealtimeProvider[]): Promise<Result<readonly RealtimeServer[], KickError>>;
	/** Returns a token for Centrifugo. */
	token(): Promise<Result<string, KickError>>;
	close(): Promise<void>;
}

const TimeoutMs = 5_000;
const MaxAnswerBytes = 64 * 1024;
const NoServerHint = 'Kick names no usable realtime server. Chat still arrives by webhook.';

/** Client for the endpoints of Kick's own website. Kick does not support them for bots. */
export class KickNegotiation implements Negotiation {
	readonly #http: KickHttp;
	readonly #pusherUrl: string;
	readonly #clientId = randomUUID();

	/** @param options `pusherUrl` is the configured address, including the app key. */
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
