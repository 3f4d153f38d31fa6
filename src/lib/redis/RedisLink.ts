import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { Logger } from '../logger.js';

const MostInFlight = 1_000;
const LongestPauseMs = 5_000;
const StartLimitMs = 1_000;
const StopLimitMs = 1_000;

/**
 * Two connections to Redis: one that publishes, one that listens.
 *
 * Redis only speeds things up. What it does not take at once is dropped: nothing waits for it, and nothing grows.
 */
export class RedisLink {
	readonly #publisher: Redis;
	readonly #subscriber: Redis;
	#inFlight = 0;
	#isDown = false;

	public constructor(
		url: string,
		private readonly logger: Logger
	) {
		const options = {
			lazyConnect: true,
			enableOfflineQueue: false,
			maxRetriesPerRequest: 0,
			connectTimeout: 5_000,
			commandTimeout: 2_000,
			retryStrategy: (times: number) => Math.min(times * 200, LongestPauseMs)
		};
		this.#publisher = new Redis(url, options);
		this.#subscriber = new Redis(url, { ...options, commandTimeout: undefined });
		for (const connection of [this.#publisher, this.#subscriber]) {
			connection.on('error', () => this.#report(true));
		}
		this.#publisher.on('ready', () => this.#report(false));
	}

	public get isReady(): boolean {
		return this.#publisher.status === 'ready';
	}

	/**
	 * Resolves when it is connected, so that nothing of what comes next is dropped: or when Redis does not answer, and then goes
	 * on trying in the background.
	 *
	 * @param listen What to do with the messages of each channel.
	 */
	public async start(listen: Readonly<Record<string, (message: string) => void>>): Promise<void> {
		this.#subscriber.on('message', (channel, message) => listen[channel]?.(message));
		this.#subscriber.on('ready', () => void this.#subscriber.subscribe(...Object.keys(listen)).catch(() => undefined));
		const connected = [this.#publisher, this.#subscriber].map((connection) => connection.connect());
		await Promise.race([Promise.allSettled(connected), pause(StartLimitMs, undefined, { ref: false })]);
	}

	/** `false` when the message was dropped: Redis is away, or too slow. */
	public publish(channel: string, message: string): boolean {
		if (!this.isReady || this.#inFlight >= MostInFlight) return false;
		this.#inFlight += 1;
		this.#publisher
			.publish(channel, message)
			.catch(() => undefined)
			.finally(() => {
				this.#inFlight -= 1;
			});
		return true;
	}

	public async stop(): Promise<void> {
		const connections = [this.#publisher, this.#subscriber];
		const timer = setTimeout(() => {
			for (const connection of connections) connection.disconnect();
		}, StopLimitMs);
		await Promise.all(connections.map((connection) => connection.quit().catch(() => connection.disconnect())));
		clearTimeout(timer);
	}

	/** One line when it goes and one when it comes back, however often it fails between. */
	#report(isDown: boolean): void {
		if (isDown === this.#isDown) return;
		this.#isDown = isDown;
		if (isDown) this.logger.warn('[Kick] Redis does not answer. Work goes on through the database.');
		else this.logger.info('[Kick] Redis answers again.');
	}
}
