import { CountedUpTo, ListenersConsumer } from '../cursors.js';
import type { Statements } from '../direct/Statements.js';
import { Prisma } from '../prisma.js';
import { seqOfTime } from './logIds.js';
import { UnfinishedStates } from './unfinishedStates.js';

/** From one to the next in the index: to read all rows of a large log would keep SQLite for seconds. */
export async function loggedGuilds(statements: Statements): Promise<string[]> {
	const next = (after: Prisma.Sql) => Prisma.sql`
		SELECT MIN(guild_id) FROM kick_deliveries WHERE consumer = ${ListenersConsumer} ${after}`;
	const rows = await statements.$queryRaw<{ guild_id: string }[]>`
		WITH RECURSIVE logged (guild_id) AS (
			${next(Prisma.empty)}
			UNION ALL
			SELECT (${next(Prisma.sql`AND kick_deliveries.guild_id > logged.guild_id`)})
			FROM logged WHERE logged.guild_id IS NOT NULL
		)
		SELECT guild_id FROM logged WHERE guild_id IS NOT NULL`;
	return rows.map(({ guild_id }) => guild_id);
}

/** The newest of what is more than a server's log may hold. */
export async function newestExcess(statements: Statements, guildId: string, keep: number): Promise<bigint | null> {
	const rows = await statements.$queryRaw<{ event_seq: bigint }[]>`
		SELECT event_seq FROM kick_deliveries WHERE consumer = ${ListenersConsumer} AND guild_id = ${guildId}
		ORDER BY event_seq DESC LIMIT 1 OFFSET ${keep}`;
	return rows[0]?.event_seq ?? null;
}

interface Excess {
	guildId: string;
	upTo: number;
	before: Date;
	limit: number;
}

/** The oldest first, and never what waits. By a range of numbers: a log can't be read from one end each time. */
export async function pruneExcess(statements: Statements, { guildId, upTo, before, limit }: Excess): Promise<number> {
	const beforeMs = BigInt(before.getTime());
	const rows = await statements.$queryRaw<{ event_seq: bigint }[]>`
		SELECT kick_deliveries.event_seq
		FROM kick_deliveries JOIN kick_events ON kick_events.seq = kick_deliveries.event_seq
		WHERE kick_deliveries.consumer = ${ListenersConsumer} AND kick_deliveries.guild_id = ${guildId}
			AND kick_deliveries.event_seq <= ${BigInt(upTo)} AND kick_deliveries.event_seq < ${BigInt(seqOfTime(before))}
			AND kick_deliveries.event_seq <= ${CountedUpTo}
			AND kick_deliveries.state NOT IN (${Prisma.join([...UnfinishedStates])})
			AND kick_events.received_at < ${beforeMs} AND kick_events.sent_at < ${beforeMs}
		ORDER BY kick_deliveries.event_seq LIMIT ${limit}`;
	if (rows.length === 0) return 0;
	const seqs = Prisma.join(rows.map(({ event_seq }) => event_seq));
	await statements.$executeRaw`
		DELETE FROM kick_deliveries
		WHERE consumer = ${ListenersConsumer} AND guild_id = ${guildId} AND event_seq IN (${seqs})`;
	// An event that another server still has in its log stays.
	await statements.$executeRaw`
		DELETE FROM kick_events WHERE seq IN (${seqs}) AND NOT EXISTS (
			SELECT 1 FROM kick_deliveries WHERE kick_deliveries.event_seq = kick_events.seq
		)`;
	return rows.length;
}
