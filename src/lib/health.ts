import { setTimeout as pause } from 'node:timers/promises';
import type { DiscordInfo } from './discord/DiscordInfo.js';
import type { Database } from './storage/Database.js';

type PartHealth = 'ok' | 'down' | 'not used';

/** Health of one process of the bot, as `/health` reports it. */
export interface KickHealth {
	/** `unavailable` while a part that the bot needs is down. */
	status: 'ok' | 'unavailable';
	parts: {
		/** The database accepts a write and answers. */
		database: PartHealth;
		/** Every shard of this process is connected. */
		discord: PartHealth;
		/** Pending events are polled and handled. */
		handling: PartHealth;
		/** Each shard of this process, and the periodic jobs, are served by this process or another. */
		shards: PartHealth;
		/** No server of this process has waited for the same event for more than 10 minutes. */
		waiting: PartHealth;
		/** Optional. Without it the bot works, but is slower. */
		redis: PartHealth;
		/** Optional. Without it chat arrives by webhook alone. */
		socket: PartHealth;
	};
}

/** Parts that the bot works without. */
const Optional: readonly (keyof KickHealth['parts'])[] = ['redis', 'socket'];

export interface HealthSources {
	database: Pick<Database, 'ping'>;
	dispatcher: { isHandling: boolean; isStuck: boolean };
	cluster: { isServed: boolean };
	redis: { isReady: boolean } | null;
	socket: { isHealthy: boolean } | null;
}

const PingLimitMs = 2_000;

/**
 * Checks whether this process does its work.
 *
 * @param sources `null` if Kick is not configured. Only Discord counts then.
 */
export async function checkHealth(
	discord: Pick<DiscordInfo, 'isReady'>,
	sources: HealthSources | null
): Promise<KickHealth> {
	const parts: KickHealth['parts'] = {
		database: sources ? judge(await isWritable(sources.database)) : 'not used',
		discord: judge(discord.isReady()),
		handling: sources ? judge(sources.dispatcher.isHandling) : 'not used',
		shards: sources ? judge(sources.cluster.isServed) : 'not used',
		waiting: sources ? judge(!sources.dispatcher.isStuck) : 'not used',
		redis: sources?.redis ? judge(sources.redis.isReady) : 'not used',
		socket: sources?.socket ? judge(sources.socket.isHealthy) : 'not used'
	};
	const needed = Object.entries(parts).filter(([name]) => !(Optional as readonly string[]).includes(name));
	return { status: needed.some(([, health]) => health === 'down') ? 'unavailable' : 'ok', parts };
}

async function isWritable(database: HealthSources['database']): Promise<boolean> {
	const limit = new AbortController();
	const late = pause(PingLimitMs, false, { signal: limit.signal, ref: false }).catch(() => false);
	const answered = database.ping().then(
		() => true,
		() => false
	);
	try {
		return await Promise.race([answered, late]);
	} finally {
		limit.abort();
	}
}

function judge(isGood: boolean): PartHealth {
	return isGood ? 'ok' : 'down';
}
