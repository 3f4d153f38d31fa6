import { setTimeout as pause } from 'node:timers/promises';
import type { Redis, RedisOptions } from 'ioredis';
import type { Logger } from '../logger.js';
import { redisReason } from './redisReason.js';

const MaxInFlight = 1_000;
const MaxPauseMs = 5_000;
const StartLimitMs = 1_000;
const StopLimitMs = 1_000;
/** The reasons of one outage that are logged: one that is refused in ever new words must not fill the log. */
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
 * Two connections to Redis: one that publishes, one that listens.
 *
 * Redis only speeds things up. What it does not take at once is dropped: nothing waits for it, and nothing grows.
 */
export class RedisLink {
	/** Two once it is started: the first publishes, the second listens. */
	#connections: readonly Redis[] = [];
	#inFlight = 0;
	#isDown = false;
	#isStopping = false;
	/** What was logged since it was last there. */
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
	 * Resolves when it is connected, so that nothing of what comes next is dropped: or when Redis does not answer, and then goes
	 * on trying in the background.
	 *
	 * @param listen What to do with the messages of each channel.
	 */
	public async start(listen: Readonly<Record<string, (message: string) => void>>): Promise<void> {
		// Loaded only here: a bot without Redis does without its memory.
		const { Redis } = await import('ioredis');
		if (this.#isStopping) return;
		const publisher = new Redis(this.url, Options);
		const subscriber = new Redis(this.url, { ...Options, commandTimeout: undefined });
		this.#connections = [publisher, subscriber];
		for (const connection of this.#connections) {
			connection.on('error', (error) => this.#lost(error));
			this.#reportCloses(connection);
		}
		publisher.on('ready', () => this.#found());
		subscriber.on('message', (channel, message) => listen[channel]?.(message));
		subscriber.on('ready', () => {
			subscriber.subscribe(...Object.keys(listen)).catch((error: Error) => this.#refused('to subscribe', error));
		});
		const connected = this.#connections.map((connection) => connection.connect());
		await Promise.race([Promise.allSettled(connected), pause(StartLimitMs, undefined, { ref: false })]);
	}

	/** `false` when the message was dropped: Redis is away, or too slow. */
	public publish(channel: string, message: string): boolean {
		const publisher = this.#publisher;
		if (!publisher || !this.isReady || this.#inFlight >= MaxInFlight) return false;
		this.#inFlight += 1;
		publisher
			.publish(channel, message)
			.catch((error: Error) => this.#refused('to publish', error))
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

	/** A server that only closes causes no error. One that closes once may just be starting again. */
	#reportCloses(connection: Redis): void {
		let closes = 0;
		connection.on('ready', () => {
			closes = 0;
		});
		connection.on('close', () => {
			closes += 1;
			if (closes > 1 && !this.#isDown) this.#lost(new Error('it closes the connection'));
		});
	}

	/** One line for each reason when it goes, and one when it comes back, however often it fails between. */
	#lost(error: Error): void {
		if (this.#isStopping) return;
		this.#isDown = true;
		this.#warn(`Redis cannot be used: ${redisReason(error, this.url)}. Work goes on through the database.`);
	}

	#found(): void {
		if (this.#isDown) this.logger.info('[Kick] Redis answers again.');
		this.#isDown = false;
		this.#reported.clear();
	}

	/** Commands that end with a lost connection are of no interest: that is reported by itself. */
	#refused(what: string, error: Error): void {
		if (error.name === 'ReplyError') this.#warn(`Redis refuses ${what}: ${redisReason(error, this.url)}.`);
	}

	#warn(text: string): void {
		if (this.#reported.has(text) || this.#reported.size >= MaxReasons) return;
		this.#reported.add(text);
		this.logger.warn(`[Kick] ${text}`);
	}
}
