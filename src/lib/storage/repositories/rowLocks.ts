import { Prisma } from '../prisma.js';
import type { Database } from '../types.js';

/** The end of a SELECT that keeps its rows for this transaction. */
export interface RowLocks {
	/** Waits for the rows that another transaction is changing. */
	readonly wait: Prisma.Sql;
	/** Passes over them. */
	readonly skip: Prisma.Sql;
}

/** SQLite knows no such thing and needs none: it lets one transaction write at a time. */
export const rowLocks: Record<Database['provider'], RowLocks> = {
	sqlite: { wait: Prisma.empty, skip: Prisma.empty },
	postgresql: { wait: Prisma.sql`FOR NO KEY UPDATE`, skip: Prisma.sql`FOR UPDATE SKIP LOCKED` }
};
