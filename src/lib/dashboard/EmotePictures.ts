import { err, ok, type Result } from '@sapphire/result';
import type { Dispatcher } from 'undici';
import { outgoingAgent, type ProxyFor } from '../http/outgoingAgent.js';
import { ExpiringCache } from '../time/ExpiringCache.js';

export interface EmotePicture {
	type: string;
	bytes: Buffer;
}

/** `unknown`: Kick has no such emote. `unavailable`: Kick cannot deliver it now. */
type EmoteFailure = 'unknown' | 'unavailable';

/** Types of pictures that may be served from the bot's own address. SVG is left out because it can contain scripts. */
const Types = new Set(['image/png', 'image/gif', 'image/webp', 'image/avif', 'image/jpeg']);
const MaxBytes = 128 * 1_024;
const LimitMs = 5_000;
const RememberMs = 60 * 60_000;
const MaxRemembered = 200;
/** Same format that `emotesIn` reads. */
const EmoteId = /^\d{1,20}$/;

/**
 * Fetches pictures of emotes from Kick's file host, so that the pages need no other host than the bot.
 *
 * Pictures are cached for an hour. Parallel requests for one emote share a fetch, and failures are not cached.
 */
export class EmotePictures {
	readonly #cache = new ExpiringCache<string, EmotePicture>(RememberMs, MaxRemembered);
	// The agent does not follow redirects.
	readonly #agent: Dispatcher;

	/** @param baseUrl Scheme and host, such as `https://files.kick.com`. */
	public constructor(
		private readonly baseUrl: string,
		proxyFor?: ProxyFor
	) {
		const limits = { connectTimeoutMs: LimitMs, maxResponseSize: MaxBytes, connections: 8 };
		this.#agent = outgoingAgent(baseUrl, { ...limits, proxyFor });
	}

	public async of(id: string): Promise<Result<EmotePicture, EmoteFailure>> {
		if (!EmoteId.test(id)) return err('unknown');
		try {
			return ok(await this.#cache.get(id, () => this.#fetch(id)));
		} catch (error) {
			// The host was unreachable or too slow, or the answer was too large or not a picture.
			return err(error instanceof NoSuchEmote ? 'unknown' : 'unavailable');
		}
	}

	/** Aborts running requests. */
	public close(): Promise<void> {
		return this.#agent.destroy();
	}

	async #fetch(id: string): Promise<EmotePicture> {
		const { body, headers, statusCode } = await this.#agent.request({
			origin: this.baseUrl,
			path: `/emotes/${id}/fullsize`,
			method: 'GET',
			headers: { accept: [...Types].join(', ') },
			signal: AbortSignal.timeout(LimitMs)
		});
		const type = String(headers['content-type'] ?? '')
			.split(';')[0]!
			.trim()
			.toLowerCase();
		const bytes = Buffer.from(await body.arrayBuffer());
		if (statusCode === 404) throw new NoSuchEmote();
		if (statusCode !== 200 || !Types.has(type)) throw new Error(`No picture: ${statusCode}.`);
		return { type, bytes };
	}
}

class NoSuchEmote extends Error {}
