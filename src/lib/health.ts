import { setTimeout as pause } from 'node:timers/promises';
import type { DiscordSide } from './discord/DiscordSide.js';
import type { Database } from './storage/types.js';

type PartHealth = 'ok' | 'down' | 'not used';

/** Whether a process of the bot gets its work done, as `/health` tells it. */
export interface KickHealth {
	/** `unavailable` while a part that the bot can't do without is down. */
	status: 'ok' | 'unavailable';
	parts: {
		/** The database takes a write and answers. */
		database: PartHealth;
		/** Every shard of this process is connected. */
		discord: PartHealth;
		/** Waiting events are looked for and handled. */
		handling: PartHealth;
		/** Each shard of this process, and the periodic jobs, have a process that does their work: this one or another. */
		shards: PartHealth;
		/** No server of this process waits for more than 10 minutes at the same event. */
		waiting: PartHealth;
		/** Without it the bot is slower, and works. */
		redis: PartHealth;
		/** Without it chat comes by webhook alone. */
		socket: PartHealth;
	};
}

/** The bot works without them. */
const Optional: readonly (keyof KickHealth['parts'])[] = ['redis', 'socket'];

export interface HealthSources {
	database: Pick<Database, 'ping'>;
	dispatcher: { isHandling: boolean; isStuck: boolean };
	neighbourhood: { isServed: boolean };
	redis: { isReady: boolean } | null;
	socket: { isHealthy: boolean } | null;
}

const PingLimitMs = 2_000;
/** Anyone may ask, as often as they like: the database is not asked each time. */
const RememberMs = 250;

/** Finds out whether this process gets its work done. */
export class HealthCheck {
	#pinging: Promise<boolean> | null = null;
	#goodUntil = 0;

	public constructor(private readonly discord: Pick<DiscordSide, 'isReady'>) {}

	/** @param sources `null` where Kick is not configured: only Discord counts then. */
	public async run(sources: HealthSources | null): Promise<KickHealth> {
		const parts: KickHealth['parts'] = {
			database: sources ? judge(await this.#ping(sources.database)) : 'not used',
			discord: judge(this.discord.isReady()),
			handling: sources ? judge(sources.dispatcher.isHandling) : 'not used',
			shards: sources ? judge(sources.neighbourhood.isServed) : 'not used',
			waiting: sources ? judge(!sources.dispatcher.isStuck) : 'not used',
			redis: sources?.redis ? judge(sources.redis.isReady) : 'not used',
			socket: sources?.socket ? judge(sources.socket.isHealthy) : 'not used'
		};
		const needed = Object.entries(parts).filter(([name]) => !(Optional as readonly string[]).includes(name));
		return { status: needed.some(([, health]) => health === 'down') ? 'unavailable' : 'ok', parts };
	}

	/** Those who ask at the same time share one ping. */
	async #ping(database: HealthSources['database']): Promise<boolean> {
		if (performance.now() < this.#goodUntil) return true;
		this.#pinging ??= this.#pingOnce(database).finally(() => {
			this.#pinging = null;
		});
		const limit = new AbortController();
		const late = pause(PingLimitMs, false, { signal: limit.signal, ref: false }).catch(() => false);
		try {
			return await Promise.race([this.#pinging, late]);
		} finally {
			limit.abort();
		}
	}

	async #pingOnce(database: HealthSources['database']): Promise<boolean> {
		try {
			await database.ping();
		} catch {
			return false;
		}
		this.#goodUntil = performance.now() + RememberMs;
		return true;
	}
}

function judge(isGood: boolean): PartHealth {
	return isGood ? 'ok' : 'down';
}
