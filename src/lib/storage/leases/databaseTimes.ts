import type { PrismaClient } from '../prisma.js';
import type { Provider } from '../provider.js';

/** The clock that all processes of a bot agree upon. */
export type DatabaseTime = (prisma: PrismaClient) => Promise<Date>;

/** Processes on one SQLite file share a machine, and so its clock; those on PostgreSQL may not. */
export const databaseTimes: Record<Provider, DatabaseTime> = {
	sqlite: async () => new Date(),
	postgresql: async (prisma) => {
		// In the session's time zone, Prisma's adapter would read it as UTC: it replaces the offset.
		const [row] = await prisma.$queryRaw<{ now: Date }[]>`SELECT CURRENT_TIMESTAMP AT TIME ZONE 'UTC' AS now`;
		return row?.now ?? new Date();
	}
};
