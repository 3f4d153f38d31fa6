import { Prisma } from '../prisma.js';
import type { Provider } from '../provider.js';

/** Ends of a SELECT that lock its rows for the transaction. */
export interface RowLocks {
	/** Waits for rows that another transaction is changing. */
	readonly wait: Prisma.Sql;
	/** Waits also for transactions that refer to the rows, so that the rows can be deleted. */
	readonly removal: Prisma.Sql;
	/** Skips rows that another transaction has locked. */
	readonly skipEvents: Prisma.Sql;
	/** Returns a statement that locks a channel until the transaction ends, even when the channel has no rows yet. */
	readonly channel: ((broadcasterUserId: number) => Prisma.Sql) | null;
}

/** Locks of each database. SQLite has no row locks and needs none, because only one transaction writes at a time. */
export const rowLocks: Record<Provider, RowLocks> = {
	sqlite: { wait: Prisma.empty, removal: Prisma.empty, skipEvents: Prisma.empty, channel: null },
	postgresql: {
		wait: Prisma.sql`FOR NO KEY UPDATE`,
		removal: Prisma.sql`FOR UPDATE`,
		skipEvents: Prisma.sql`FOR UPDATE OF kick_events SKIP LOCKED`,
		channel: (broadcasterUserId) =>
			Prisma.sql`SELECT pg_advisory_xact_lock(hashtextextended(${`kick_streams:${broadcasterUserId}`}, 0))`
	}
};
