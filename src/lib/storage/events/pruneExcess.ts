import type { Statements } from '../direct/Statements.js';
import { timeId } from '../eventLog/idRange.js';
import { Prisma } from '../prisma.js';
import { UnfinishedStates } from './unfinishedStates.js';

/** From one to the next in the index: to read all rows of a large log would keep SQLite for seconds. */
export async function loggedGuilds(statements: Statements): Promise<string[]> {
	const rows = await statements.$queryRaw<{ guild_id: string }[]>`
		WITH RECURSIVE logged (guild_id) AS (
			SELECT MIN(guild_id) FROM kick_deliveries
			UNION ALL
			SELECT (SELECT MIN(guild_id) FROM kick_deliveries WHERE kick_deliveries.guild_id > logged.guild_id)
			FROM logged WHERE logged.guild_id IS NOT NULL
		)
		SELECT guild_id FROM logged WHERE guild_id IS NOT NULL`;
	return rows.map(({ guild_id }) => guild_id);
}

/** The newest of what is more than a server's log may hold. */
export async function newestExcess(statements: Statements, guildId: string, keep: number): Promise<string | null> {
	const rows = await statements.$queryRaw<{ event_id: string }[]>`
		SELECT event_id FROM kick_deliveries WHERE guild_id = ${guildId}
		ORDER BY event_id DESC LIMIT 1 OFFSET ${keep}`;
	return rows[0]?.event_id ?? null;
}

interface Excess {
	guildId: string;
	upTo: string;
	before: Date;
	limit: number;
}

/** The oldest first, and never what waits. By a range of ids: a log can't be read from one end each time. */
export async function pruneExcess(statements: Statements, { guildId, upTo, before, limit }: Excess): Promise<number> {
	const rows = await statements.$queryRaw<{ event_id: string }[]>`
		SELECT kick_deliveries.event_id
		FROM kick_deliveries JOIN kick_events ON kick_events.id = kick_deliveries.event_id
		WHERE kick_deliveries.guild_id = ${guildId}
			AND kick_deliveries.event_id <= ${upTo} AND kick_deliveries.event_id < ${timeId(before)}
			AND kick_deliveries.state NOT IN (${Prisma.join([...UnfinishedStates])})
			AND kick_events.received_at < ${before} AND kick_events.sent_at < ${before}
		ORDER BY kick_deliveries.event_id LIMIT ${limit}`;
	if (rows.length === 0) return 0;
	const eventIds = Prisma.join(rows.map(({ event_id }) => event_id));
	await statements.$executeRaw`DELETE FROM kick_deliveries WHERE guild_id = ${guildId} AND event_id IN (${eventIds})`;
	// An event that another server still has in its log stays.
	await statements.$executeRaw`
		DELETE FROM kick_events WHERE id IN (${eventIds}) AND NOT EXISTS (
			SELECT 1 FROM kick_deliveries WHERE kick_deliveries.event_id = kick_events.id
		)`;
	return rows.length;
}
