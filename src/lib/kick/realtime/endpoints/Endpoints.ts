import { err, ok, type Result } from '@sapphire/result';
import type { Clock } from '../../../time/Clock.js';
import { KickError } from '../../errors.js';
import { CentrifugoProtocol } from '../centrifugo/CentrifugoProtocol.js';
import type { Protocol } from '../Protocol.js';
import { PusherProtocol } from '../pusher/PusherProtocol.js';
import type { RealtimeClientOptions, RealtimeProvider } from '../types.js';
import type { Negotiation, RealtimeServer } from './Negotiation.js';
import { withPusherQuery } from './socketUrls.js';

/** Address and protocol for one connection. */
export interface Endpoint {
	server: RealtimeServer;
	socketUrl: string;
	protocol: Protocol;
	/** Returns the message that renews the token. `null` without a token. */
	renewal: (() => Promise<Result<string, KickError>>) | null;
}

/** Lifetime of Kick's answer, which all connections share because they often ask at the same time. */
const AnswerLifetimeMs = 10_000;
/** Time for which a server is not used after a refusal, unless another server accepts a connection. */
const RefusalMs = 5 * 60_000;

const RefusedHint = 'Kick refused the connection and returned no other server.';

/** Choice of the realtime server, shared by all connections of the client. */
export class Endpoints {
	readonly #configured: RealtimeServer | null;
	readonly #accepted: readonly RealtimeProvider[];
	readonly #negotiation: Negotiation;
	readonly #clock: Clock;
	#current: RealtimeServer | null;
	#isDoubtful = false;
	#asked: { at: number; answer: Promise<Result<readonly RealtimeServer[], KickError>> } | null = null;
	/** End of the refusal, by address. */
	readonly #refused = new Map<string, number>();

	public constructor(
		{ provider, pusherUrl }: Pick<RealtimeClientOptions, 'provider' | 'pusherUrl'>,
		negotiation: Negotiation,
		clock: Clock
	) {
		this.#configured = provider === 'centrifugo' ? null : { provider: 'pusher', url: pusherUrl };
		this.#accepted = provider === 'auto' ? ['pusher', 'centrifugo'] : [provider];
		this.#negotiation = negotiation;
		this.#clock = clock;
		this.#current = this.#configured;
	}

	public get provider(): RealtimeProvider | null {
		return this.#current?.provider ?? null;
	}

	/** Returns the endpoint for the next connection. Fails when all known servers refused, or without a token. */
	public async next(): Promise<Result<Endpoint, KickError>> {
		const server = await this.#choose();
		return server.match({ ok: (chosen) => this.#endpointOf(chosen), err: async (error) => err(error) });
	}

	/** Clears all doubts and refusals, because a server has accepted a connection. */
	public opened(): void {
		this.#isDoubtful = false;
		this.#asked = null;
		this.#refused.clear();
	}

	public refused({ url }: RealtimeServer): void {
		for (const [address, until] of this.#refused) if (until <= this.#clock.now()) this.#refused.delete(address);
		this.#refused.set(url, this.#clock.now() + RefusalMs);
		this.#markDoubtful(url);
	}

	/** Reports several failed attempts. Kick is then asked again, because it may have switched servers. */
	public reportUnreachable(url: string): void {
		this.#markDoubtful(url);
	}

	#markDoubtful(url: string): void {
		if (this.#current?.url === url) this.#isDoubtful = true;
	}

	async #choose(): Promise<Result<RealtimeServer, KickError>> {
		if (this.#current && !this.#isDoubtful) return ok(this.#current);
		const negotiated = await this.#ask();
		const candidates = [...negotiated.unwrapOr([]), this.#configured, this.#current];
		const usable = candidates.find((server) => server !== null && !this.#isRefused(server));
		if (!usable) {
			const refused = new KickError('forbidden', RefusedHint, { detail: 'all known servers refused' });
			return err(negotiated.err().unwrapOr(refused));
		}
		this.#current = usable;
		this.#isDoubtful = false;
		return ok(usable);
	}

	#ask(): Promise<Result<readonly RealtimeServer[], KickError>> {
		const now = this.#clock.now();
		if (!this.#asked || now - this.#asked.at >= AnswerLifetimeMs) {
			this.#asked = { at: now, answer: this.#negotiation.servers(this.#accepted) };
		}
		return this.#asked.answer;
	}

	#isRefused({ url }: RealtimeServer): boolean {
		return (this.#refused.get(url) ?? 0) > this.#clock.now();
	}

	async #endpointOf(server: RealtimeServer): Promise<Result<Endpoint, KickError>> {
		if (server.provider === 'pusher') {
			const socketUrl = withPusherQuery(server.url);
			return ok({ server, socketUrl, protocol: new PusherProtocol(), renewal: null });
		}
		const token = await this.#negotiation.token();
		// Without a token the server refuses the connection, so another server may be better.
		token.inspectErr((error) => {
			if (!isPassing(error)) this.refused(server);
		});
		return token.map((granted) => {
			const protocol = new CentrifugoProtocol(granted);
			const renewal = async () => (await this.#negotiation.token()).map((next) => protocol.renewal(next));
			return { server, socketUrl: server.url, protocol, renewal };
		});
	}
}

/** Whether an error is temporary. A refusal is not. */
export function isPassing({ code }: KickError): boolean {
	return code === 'network' || code === 'timeout' || code === 'kick_unavailable';
}
