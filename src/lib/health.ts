import { setTimeout as pause } from 'node:timers/promises';
import type { DiscordSide } from './discord/DiscordSide.js';
import type { Database } from './storage/types.js';

type PartHealth = 'ok' | 'down' | 'not used';

export interface KickHealth {
	status: 'ok' | 'unavailable';
	parts: { database: PartHealth; discord: PartHealth; redis: PartHealth; socket: PartHealth };
}

const DatabaseLimitMs = 2_000;

/** Ready when Discord is connected and the database answers; what is not in use counts as healthy. */
export async function checkHealth(
	database: Database | null,
	discord: Pick<DiscordSide, 'isReady'>,
	redis: { isReady: boolean } | null,
	socket: { isHealthy: boolean } | null
): Promise<KickHealth> {
	const parts: KickHealth['parts'] = {
		database: database ? await databaseHealth(database) : 'not used',
		discord: discord.isReady() ? 'ok' : 'down',
		redis: redis ? (redis.isReady ? 'ok' : 'down') : 'not used',
		socket: socket ? (socket.isHealthy ? 'ok' : 'down') : 'not used'
	};
	// Redis only speeds things up, and webhooks do without the socket: without them the bot still serves.
	return { status: parts.database === 'down' || parts.discord === 'down' ? 'unavailable' : 'ok', parts };
}

async function databaseHealth(database: Database): Promise<PartHealth> {
	const limit = new AbortController();
	try {
		const answered = database.ping().then(() => true);
		const late = pause(DatabaseLimitMs, false, { signal: limit.signal, ref: false }).catch(() => false);
		return (await Promise.race([answered, late])) ? 'ok' : 'down';
	} catch {
		return 'down';
	} finally {
		limit.abort();
	}
}
