import { setTimeout as pause } from 'node:timers/promises';
import type { Redis, RedisOptions } from 'ioredis';
import type { Logger } from '../logger.js';
import { redisReason } from './redisReason.js';

const MaxInFlight = 1_000;
const MaxPauseMs = 5_000;
const StartLimitMs = 1_000;
const StopLimitMs = 1_000;
/** Maximum number of reasons that are logged for one outage, because varying error texts must not fill the log. */
const MaxReasons = 5;

const Options: RedisOptions = {
	lazyConnect: true,
	enableOfflineQueue: false,
	maxRetriesPerRequest: 0,
	connectTimeout: 5_000,
	commandTimeout: 2_000,
	retryStrategy: (times) => Math.min(times * 200, MaxPauseMs)
};

/**
 * Two connections to Redis: one publishes, one subscribes.
 *
 * Redis only speeds up the bot. A message that cannot be sent at once is dropped, so nothing waits or grows in memory.
 */
export class RedisLink {
	/** Two connections after the start: the first publishes, the second subscribes. */
	#connections: readonly Redis[] = [];
	#inFlight = 0;
	#isDown = false;
	#isStopping = false;
	/** Warnings that were logged since Redis was last available. */
	readonly #reported = new Set<string>();

	public constructor(
		private readonly url: string,
		private readonly logger: Logger
	) {}

	get #publisher(): Redis | undefined {
		return this.#connections[0];
	}

	public get isReady(): boolean {
		return this.#publisher?.status === 'ready';
	}

	/**
	 * Connects. Resolves when connected, so that following messages are not dropped. Also resolves when Redis does not
	 * answer, and then keeps trying in the background.
	 *
	 * @param listen Message handlers by channel.
	 */
	public async start(listen: Readonly<Record<string, (message: string) => void>>): Promise<void> {
		// Loaded only here, to save memory in a bot without Redis.
		const { Redis } = await import('ioredis');
		if (this.#isStopping) return;
		const publisher = new Redis(this.url, Options);
		const subscriber = new Redis(this.url, { ...Options, commandTimeout: undefined });
		this.#connections = [publisher, subscriber];
		for (const connection of this.#connections) {
			connection.on('error', (error) => this.#onDown(error));
			this.#reportCloses(connection);
		}
		publisher.on('ready', () => this.#onReady());
		subscriber.on('message', (channel, message) => listen[channel]?.(message));
		subscriber.on('ready', () => {
			subscriber.subscribe(...Object.keys(listen)).catch((error: Error) => this.#onError('to subscribe', error));
		});
		const connected = this.#connections.map((connection) => connection.connect());
		await Promise.race([Promise.allSettled(connected), pause(StartLimitMs, undefined, { ref: false })]);
	}

	/** Publishes a message. Returns `false` when it was dropped because Redis is unavailable or too slow. */
	public publish(channel: string, message: string): boolean {
		const publisher = this.#publisher;
		if (!publisher || !this.isReady || this.#inFlight >= MaxInFlight) return false;
		this.#inFlight += 1;
		publisher
			.publish(channel, message)
			.catch((error: Error) => this.#onError('to publish', error))
			.finally(() => {
				this.#inFlight -= 1;
			});
		return true;
	}

	public async stop(): Promise<void> {
		this.#isStopping = true;
		const connections = this.#connections;
		const timer = setTimeout(() => {
			for (const connection of connections) connection.disconnect();
		}, StopLimitMs);
		await Promise.all(connections.map((connection) => connection.quit().catch(() => connection.disconnect())));
		clearTimeout(timer);
	}

	/** Reports a server that closes connections without an error. A single close may just be a restart. */
	#reportCloses(connection: Redis): void {
		let closes = 0;
		connection.on('ready', () => {
			closes = 0;
		});
		connection.on('close', () => {
			closes += 1;
			if (closes > 1 && !this.#isDown) this.#onDown(new Error('it closes the connection'));
		});
	}

	/** Logs each reason once per outage, however often it fails. */
	#onDown(error: Error): void {
		if (this.#isStopping) return;
		this.#isDown = true;
		this.#warn(
			`Redis cannot be used: ${redisReason(error, this.url)}. The bot works through the database and keeps trying.`
		);
	}

	#onReady(): void {
		if (this.#isDown) this.logger.info('[Kick] Redis is available again.');
		this.#isDown = false;
		this.#reported.clear();
	}

	/** Reports errors of Redis itself. Commands that fail with a lost connection are ignored, because that is logged. */
	#onError(what: string, error: Error): void {
		if (error.name === 'ReplyError') this.#warn(`Redis refuses ${what}: ${redisReason(error, this.url)}.`);
	}

	#warn(text: string): void {
		if (this.#reported.has(text) || this.#reported.size >= MaxReasons) return;
		this.#reported.add(text);
		this.logger.warn(`[Kick] ${text}`);
	}
}
