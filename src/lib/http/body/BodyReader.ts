import type { IncomingMessage } from 'node:http';
import { type Clock, systemClock } from '../../time/Clock.js';
import { Watch } from '../../time/Watch.js';
import { BodyBudget } from './BodyBudget.js';
import { type BodyFailure, OpenBody } from './OpenBody.js';

export interface BodyReaderLimits {
	/** Maximum duration of one body, in milliseconds. */
	durationMs: number;
	/** Maximum size of all incomplete bodies together. */
	totalBytes: number;
}

/** Number of checks within the time limit. They replace a timer for each body. */
const ChecksPerDuration = 10;

/** Reads request bodies, with a limit for each and a limit for all together. */
export class BodyReader {
	readonly #open = new Set<OpenBody>();
	readonly #budget: BodyBudget;
	readonly #watch: Watch;

	public constructor(
		private readonly limits: BodyReaderLimits,
		private readonly clock: Clock = systemClock
	) {
		this.#budget = new BodyBudget(limits.totalBytes);
		this.#watch = new Watch(limits.durationMs / ChecksPerDuration, () => this.#endLate(), clock);
	}

	/**
	 * Reads a whole body, or returns the reason why not. Never rejects.
	 *
	 * plugin-api alone is not enough: it checks only a declared length, and only with a content type. A chunked body
	 * would pass.
	 */
	public read(request: IncomingMessage, limitBytes: number): Promise<Buffer | BodyFailure> {
		const declared = request.headers['content-length'];
		const declaredBytes = declared === undefined ? null : Number(declared);
		if (declaredBytes !== null && declaredBytes > limitBytes) return Promise.resolve('too_large');
		return new Promise((resolve) => {
			const body: OpenBody = new OpenBody({
				limitBytes,
				declaredBytes,
				budget: this.#budget,
				since: this.clock.now(),
				onEnd: (end) => {
					this.#open.delete(body);
					resolve(end);
				}
			});
			this.#open.add(body);
			this.#watch.start();
			// These listeners stay after the end, because an unhandled error would end the process. An ended body ignores
			// them.
			request
				.on('data', (piece: Buffer) => body.add(piece))
				.on('end', () => body.finish())
				.on('error', () => body.end('aborted'))
				.on('close', () => body.end('aborted'));
		});
	}

	/** Ends bodies that are too slow. Returns whether any are left. */
	#endLate(): boolean {
		const latest = this.clock.now() - this.limits.durationMs;
		for (const body of this.#open) if ((body.since ?? 0) <= latest) body.end('too_slow');
		return this.#open.size > 0;
	}
}
