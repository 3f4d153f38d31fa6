import { err, ok, type Result } from '@sapphire/result';
import type { Dispatcher } from 'undici';
import { outgoingAgent, type ProxyFor } from '../http/outgoingAgent.js';
import { ExpiringCache } from '../time/ExpiringCache.js';

export interface EmotePicture {
	type: string;
	bytes: Buffer;
}

/** `unknown`: there is no such emote. `unavailable`: it can't be had now. */
type EmoteFailure = 'unknown' | 'unavailable';

/** Pictures only: whatever else is at that address shall not come from ours. SVG is not among them, as it may hold scripts. */
const Types = new Set(['image/png', 'image/gif', 'image/webp', 'image/avif', 'image/jpeg']);
const MaxBytes = 128 * 1_024;
const LimitMs = 5_000;
const RememberMs = 60 * 60_000;
const MaxRemembered = 200;
/** As `emotesIn` reads them. */
const EmoteId = /^\d{1,20}$/;

/**
 * Pictures of emotes for pages that ask no other host: fetched from Kick's host of files, and from nowhere else.
 *
 * Kept for an hour. Those who ask for one that is under way share it, and a failure is asked again.
 */
export class EmotePictures {
	readonly #cache = new ExpiringCache<string, EmotePicture>(RememberMs, MaxRemembered);
	// The agent follows no redirects.
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
			// Not reached, too slow, too large, or no picture.
			return err(error instanceof NoSuchEmote ? 'unknown' : 'unavailable');
		}
	}

	/** Cuts what is under way. */
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
