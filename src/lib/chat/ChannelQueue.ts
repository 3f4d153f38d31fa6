import { err, ok, type Result } from '@sapphire/result';
import type { KickError } from '../kick/errors.js';
import type { Clock } from '../time/Clock.js';
import { expired, queueFull, stopped } from './queueErrors.js';

/** Control of the channel that a job has during its turn. */
export interface Turn {
	/**
	 * Waits until one more request may go to Kick. Call it before each request.
	 *
	 * Errors: `message_expired` as soon as the wait would outlast the job, and `stopped`.
	 */
	ready(): Promise<Result<void, KickError>>;
	/** Pauses the whole channel, including later jobs. */
	pause(durationMs: number, reason: KickError): void;
}

type Work<Value> = (turn: Turn) => Promise<Result<Value, KickError>>;

interface Job {
	start(): Promise<void>;
	drop(error: KickError): void;
}

const LifetimeMs = 60_000;
const MaxWaiting = 100;
const MaxPauseMs = 60 * 60_000;

// Kick publishes no rate limit for chat. Its clients keep to about one message a second, with small bursts.
const Burst = 3;
const RefillMs = 1_000;

/**
 * Queue of one channel's messages, sent one after another at a limited rate.
 *
 * A job expires 60 seconds after `add`, but a request that is running then is not aborted. At most 100 jobs wait.
 */
export class ChannelQueue {
	readonly #clock: Clock;
	readonly #bucket = new TokenBucket(Burst, RefillMs);
	readonly #waiting = new Set<Job>();
	#running: Promise<void> | null = null;
	#pause: { until: number; reason: KickError } | null = null;
	#endSleep: (() => void) | null = null;
	#stopped = false;

	public constructor(clock: Clock) {
		this.#clock = clock;
	}

	/**
	 * Runs `work` when its turn comes. Adds the errors `queue_full`, `message_expired` and `stopped` to those of `work`.
	 */
	public add<Value>(work: Work<Value>): Promise<Result<Value, KickError>> {
		if (this.#stopped) return Promise.resolve(err(stopped()));
		if (this.#waiting.size >= MaxWaiting) return Promise.resolve(err(queueFull(MaxWaiting)));

		return new Promise((resolve, reject) => {
			const deadline = this.#clock.now() + LifetimeMs;
			const cancelExpiry = this.#clock.after(LifetimeMs, () => {
				this.#waiting.delete(job);
				resolve(err(this.#expired()));
			});
			const job: Job = {
				start: async () => {
					cancelExpiry();
					try {
						resolve(await work(this.#turnUntil(deadline)));
					} catch (error) {
						reject(error);
					}
				},
				drop: (error) => {
					cancelExpiry();
					resolve(err(error));
				}
			};
			this.#waiting.add(job);
			this.#startNext();
		});
	}

	/** Settles waiting jobs with `stopped`, and resolves when the running request has its answer. */
	public async stop(): Promise<void> {
		this.#stopped = true;
		for (const job of this.#waiting) job.drop(stopped());
		this.#waiting.clear();
		this.#endSleep?.();
		await this.#running;
	}

	#startNext(): void {
		if (this.#running) return;
		const [job] = this.#waiting;
		if (!job) return;

		this.#waiting.delete(job);
		this.#running = job.start().then(() => {
			this.#running = null;
			this.#startNext();
		});
	}

	#turnUntil(deadline: number): Turn {
		return {
			ready: () => this.#ready(deadline),
			pause: (durationMs, reason) => {
				// A nonsensical Retry-After must not silence a channel until the next restart.
				this.#pause = { until: this.#clock.now() + Math.min(durationMs, MaxPauseMs), reason };
			}
		};
	}

	async #ready(deadline: number): Promise<Result<void, KickError>> {
		while (!this.#stopped) {
			const now = this.#clock.now();
			const readyAt = Math.max(now, this.#bucket.availableAt, this.#pause?.until ?? now);
			if (readyAt >= deadline) return err(this.#expired());
			if (readyAt === now) {
				this.#bucket.take(now);
				return ok();
			}
			await this.#sleep(readyAt - now);
		}
		return err(stopped());
	}

	#sleep(durationMs: number): Promise<void> {
		return new Promise((resolve) => {
			const cancel = this.#clock.after(durationMs, resolve);
			this.#endSleep = () => {
				cancel();
				resolve();
			};
		});
	}

	#expired(): KickError {
		const forMs = this.#pause ? this.#pause.until - this.#clock.now() : 0;
		return expired(this.#pause && forMs > 0 ? { forMs, reason: this.#pause.reason } : null);
	}
}

/** Lets `capacity` actions through at once, and one per `refillMs` in the long run. */
class TokenBucket {
	#fullAt = Number.NEGATIVE_INFINITY;

	public constructor(
		private readonly capacity: number,
		private readonly refillMs: number
	) {}

	/** Time from which `take` is allowed. */
	public get availableAt(): number {
		return this.#fullAt - (this.capacity - 1) * this.refillMs;
	}

	public take(now: number): void {
		this.#fullAt = Math.max(this.#fullAt, now) + this.refillMs;
	}
}
