import type { IncomingMessage } from 'node:http';
import { type Clock, systemClock } from '../../time/Clock.js';
import { Watch } from '../../time/Watch.js';
import { BodyBudget } from './BodyBudget.js';
import { type BodyFailure, OpenBody } from './OpenBody.js';

export interface BodyReaderLimits {
	/** Longest time that a body takes, in milliseconds. */
	durationMs: number;
	/** Most bytes of all bodies together that have arrived in part. */
	totalBytes: number;
}

/** The time limit is checked this many times within its length, so that bodies need no timers of their own. */
const ChecksPerDuration = 10;

/** Reads bodies of requests, within limits for each and for all of them together. */
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
	 * Reads a body to its end, or says why not. Never rejects.
	 *
	 * plugin-api checks only a declared length, and only beside a content type: a chunked body would pass.
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
			// They stay: an error that comes after the end must not end the process, and a body that has ended takes no more.
			request
				.on('data', (piece: Buffer) => body.add(piece))
				.on('end', () => body.finish())
				.on('error', () => body.end('aborted'))
				.on('close', () => body.end('aborted'));
		});
	}

	/** Returns whether bodies are left. */
	#endLate(): boolean {
		const latest = this.clock.now() - this.limits.durationMs;
		for (const body of this.#open) if ((body.since ?? 0) <= latest) body.end('too_slow');
		return this.#open.size > 0;
	}
}
