import { Prisma } from '../prisma.js';
import type { Provider } from '../provider.js';

/** The end of a SELECT that keeps its rows for this transaction. */
export interface RowLocks {
	/** Waits for the rows that another transaction is changing. */
	readonly wait: Prisma.Sql;
	/** Waits as well for those that refer to the rows, so that the rows can be deleted. */
	readonly removal: Prisma.Sql;
	/** Passes over them. */
	readonly skipEvents: Prisma.Sql;
	/** A statement that keeps a channel, also one without rows yet, until the transaction ends. */
	readonly channel: ((broadcasterUserId: number) => Prisma.Sql) | null;
}

/** SQLite knows no such thing and needs none: it lets one transaction write at a time. */
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
