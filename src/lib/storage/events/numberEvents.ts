import type { Statements } from '../direct/Statements.js';
import { Prisma } from '../prisma.js';
import type { Database } from '../types.js';
import { nextSeq } from './logIds.js';
import type { NewEvent, NumberedEvent } from './types.js';

/** The clocks of the bot and of the database may differ by this much. */
export const SkewMs = 5_000;

/** The time of the database, in milliseconds since 1970. */
const now: Record<Database['provider'], Prisma.Sql> = {
	sqlite: Prisma.sql`(JULIANDAY('now') - 2440587.5) * 86400000`,
	postgresql: Prisma.sql`EXTRACT(EPOCH FROM clock_timestamp()) * 1000`
};

/**
 * Assigns the next numbers of the log and locks its head until the transaction ends. Also returns the last number before.
 *
 * All processes take turns at the head. So a number never appears after a higher one, and readers can continue after the last number
 * they saw. A process whose clock is ahead does not take the numbers ahead with it: the database's clock is their limit.
 */
export async function numberEvents(
	transaction: Statements,
	events: readonly NewEvent[],
	provider: Database['provider']
): Promise<{ before: number; events: NumberedEvent[] }> {
	const head = await lockHead(transaction, provider);
	const latest = head.now + SkewMs;
	let { last } = head;
	const numbered = events.map((event) => {
		last = nextSeq(last, new Date(Math.min(event.receivedAt.getTime(), latest)));
		return { ...event, seq: last };
	});
	await transaction.$executeRaw`UPDATE kick_log SET last_seq = ${BigInt(last)} WHERE name = 'events'`;
	return { before: head.last, events: numbered };
}

/** Returns the last number of the log, and the database's time. Other processes wait for the head until the transaction ends. */
export async function lockHead(
	transaction: Statements,
	provider: Database['provider']
): Promise<{ last: number; now: number }> {
	const [head] = await transaction.$queryRaw<{ last_seq: number | string; now: number | string }[]>`
		INSERT INTO kick_log (name, last_seq) VALUES ('events', 0)
		ON CONFLICT (name) DO UPDATE SET last_seq = kick_log.last_seq
		RETURNING last_seq, ${now[provider]} AS now`;
	return { last: Number(head!.last_seq), now: Math.floor(Number(head!.now)) };
}
