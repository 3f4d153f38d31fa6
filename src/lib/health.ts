import { setTimeout as pause } from 'node:timers/promises';
import type { DiscordInfo } from './discord/DiscordInfo.js';
import type { Database } from './storage/Database.js';

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
	cluster: { isServed: boolean };
	redis: { isReady: boolean } | null;
	socket: { isHealthy: boolean } | null;
}

const PingLimitMs = 2_000;

/**
 * Finds out whether this process gets its work done.
 *
 * @param sources `null` where Kick is not configured: only Discord counts then.
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
