import type { Statements } from '../direct/DirectClient.js';
import { Prisma } from '../prisma.js';
import type { Provider } from '../provider.js';

/** Time of the database in milliseconds since 1970. */
const now: Record<Provider, Prisma.Sql> = {
	sqlite: Prisma.sql`(JULIANDAY('now') - 2440587.5) * 86400000`,
	postgresql: Prisma.sql`EXTRACT(EPOCH FROM clock_timestamp()) * 1000`
};

/**
 * Returns the last number of the log and the database's time. Other processes wait for the head until the transaction
 * ends.
 *
 * All processes take turns at the head. So a number never appears after a higher one, and readers can continue after
 * the last number they saw.
 */
export async function lockHead(transaction: Statements, provider: Provider): Promise<{ last: number; now: number }> {
	const [head] = await transaction.$queryRaw<{ last_seq: number | string; now: number | string }[]>`
		INSERT INTO kick_log (name, last_seq) VALUES ('events', 0)
		ON CONFLICT (name) DO UPDATE SET last_seq = kick_log.last_seq
		RETURNING last_seq, ${now[provider]} AS now`;
	return { last: Number(head!.last_seq), now: Math.floor(Number(head!.now)) };
}
