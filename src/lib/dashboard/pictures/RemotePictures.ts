import { err, ok, type Result } from '@sapphire/result';
import { LRUCache } from 'lru-cache';
import type { Dispatcher } from 'undici';
import { outgoingAgent, type ProxyFor } from '../../http/outgoingAgent.js';
import { systemClock } from '../../time/Clock.js';
import { expiry } from '../../time/expiringEntries.js';

export interface RemotePicture {
	/** Content type. */
	type: string;
	bytes: Buffer;
}

/** `unknown`: there is no such picture. `unavailable`: its host cannot deliver it now, or sent something else. */
export type PictureFailure = 'unknown' | 'unavailable';

/** Types of pictures that may be served from the bot's own address. SVG is left out because it can contain scripts. */
const Types = new Set(['image/png', 'image/gif', 'image/webp', 'image/avif', 'image/jpeg']);
const LimitMs = 5_000;
const LifetimeMs = 60 * 60_000;
const MaxCachedBytes = 24 * 1_024 * 1_024;
/** Approximate memory of an entry without its bytes. */
const EntryBytes = 1_024;
/** Maximum number of connections to a host. */
const MaxConnections = 8;

/**
 * Pictures of other hosts, cached for an hour within a limit of bytes.
 *
 * Parallel requests for one picture share a fetch. Failures are not cached, and redirects are not followed.
 */
export class RemotePictures {
	readonly #cached = new LRUCache<string, RemotePicture>({
		maxSize: MaxCachedBytes,
		sizeCalculation: ({ bytes }) => bytes.length + EntryBytes,
		...expiry(LifetimeMs, systemClock)
	});
	readonly #fetching = new Map<string, Promise<RemotePicture>>();
	/** Agents by proxy. Each has connections to any number of hosts. */
	readonly #agents = new Map<string | null, Dispatcher>();
	readonly #proxyFor: ProxyFor | undefined;
	#isClosed = false;

	public constructor(proxyFor?: ProxyFor) {
		this.#proxyFor = proxyFor;
	}

	/** Returns the picture at an address. A larger one than `maxBytes` is not loaded. */
	public async get(url: URL, maxBytes: number): Promise<Result<RemotePicture, PictureFailure>> {
		const cached = this.#cached.get(url.href);
		if (cached) return ok(cached);
		try {
			return ok(await this.#shared(url, maxBytes));
		} catch (error) {
			// The host was unreachable or too slow, or the answer was too large or not a picture.
			return err(error instanceof NoSuchPicture ? 'unknown' : 'unavailable');
		}
	}

	/** Aborts running requests. */
	public async close(): Promise<void> {
		this.#isClosed = true;
		await Promise.all([...this.#agents.values()].map((agent) => agent.destroy()));
	}

	#shared(url: URL, maxBytes: number): Promise<RemotePicture> {
		const { href } = url;
		const running = this.#fetching.get(href);
		if (running) return running;
		const fetching = this.#load(url, maxBytes).finally(() => this.#fetching.delete(href));
		this.#fetching.set(href, fetching);
		return fetching;
	}

	async #load(url: URL, maxBytes: number): Promise<RemotePicture> {
		if (this.#isClosed) throw new Error('The pictures are closed.');
		const picture = await this.#fetch(url, maxBytes);
		this.#cached.purgeStale();
		this.#cached.set(url.href, picture);
		return picture;
	}

	async #fetch({ origin, pathname, search }: URL, maxBytes: number): Promise<RemotePicture> {
		const { body, headers, statusCode } = await this.#agentFor(origin).request({
			origin,
			path: `${pathname}${search}`,
			method: 'GET',
			headers: { accept: [...Types].join(', ') },
			signal: AbortSignal.timeout(LimitMs)
		});
		const type = String(headers['content-type'] ?? '')
			.split(';')[0]!
			.trim()
			.toLowerCase();
		if (statusCode !== 200 || !Types.has(type) || Number(headers['content-length'] ?? 0) > maxBytes) {
			await body.dump({ limit: EntryBytes });
			throw statusCode === 404 ? new NoSuchPicture() : new Error(`No picture: ${statusCode}.`);
		}
		return { type, bytes: await readUpTo(body, maxBytes) };
	}

	#agentFor(origin: string): Dispatcher {
		const proxy = this.#proxyFor?.(origin) ?? null;
		const known = this.#agents.get(proxy);
		if (known) return known;
		const agent = outgoingAgent(origin, {
			connectTimeoutMs: LimitMs,
			connections: MaxConnections,
			proxyFor: () => proxy
		});
		this.#agents.set(proxy, agent);
		return agent;
	}
}

/** @throws When the body is longer. Leaving the loop ends the connection. */
async function readUpTo(body: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of body) {
		size += chunk.length;
		if (size > maxBytes) throw new Error('The picture is too large.');
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

class NoSuchPicture extends Error {}
