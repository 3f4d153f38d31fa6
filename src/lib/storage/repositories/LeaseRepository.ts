import type { PrismaClient } from '../prisma.js';
import type { Provider } from '../provider.js';

export interface LeaseHolder {
	owner: string;
	/** Milliseconds until the lease ends, by the clock of the database, because clocks of machines differ. */
	leftMs: number;
}

/** Returns the time of the clock that all processes of a bot share. */
export type DatabaseTime = (prisma: PrismaClient) => Promise<Date>;

/**
 * Shared clocks of both databases. Processes on one SQLite file share a machine and its clock; those on PostgreSQL may
 * not.
 */
export const databaseTimes: Record<Provider, DatabaseTime> = {
	sqlite: async () => new Date(),
	postgresql: async (prisma) => {
		// Prisma's adapter replaces the offset, so it would read a time of the session's time zone as UTC.
		const [row] = await prisma.$queryRaw<{ now: Date }[]>`SELECT CURRENT_TIMESTAMP AT TIME ZONE 'UTC' AS now`;
		return row?.now ?? new Date();
	}
};

export class LeaseRepository {
	readonly #prisma: PrismaClient;
	readonly #time: DatabaseTime;

	public constructor(prisma: PrismaClient, time: DatabaseTime) {
		this.#prisma = prisma;
		this.#time = time;
	}

	/** Takes a free or expired name, or renews the owner's lease, in one statement. Returns the current holder. */
	public async acquire(name: string, owner: string, forMs: number): Promise<LeaseHolder> {
		const now = await this.#time(this.#prisma);
		const expiresAt = new Date(now.getTime() + forMs);
		const taken = await this.#prisma.$executeRaw`
			INSERT INTO kick_leases (name, owner, expires_at)
			VALUES (${name}, ${owner}, ${expiresAt})
			ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, expires_at = excluded.expires_at
			WHERE kick_leases.owner = excluded.owner OR kick_leases.expires_at <= ${now}`;
		if (taken > 0) return { owner, leftMs: forMs };
		const holder = await this.#prisma.kickLease.findUnique({ where: { name } });
		// Released between the two statements. The name is free, and the next attempt gets it.
		if (!holder) return { owner: '', leftMs: 0 };
		return { owner: holder.owner, leftMs: holder.expiresAt.getTime() - now.getTime() };
	}

	/** Returns the current or last holder of the name. A released name has none. */
	public async owner(name: string): Promise<string | null> {
		const lease = await this.#prisma.kickLease.findUnique({ where: { name }, select: { owner: true } });
		return lease?.owner ?? null;
	}

	/** Releases the name if that owner holds it. */
	public async release(name: string, owner: string): Promise<void> {
		await this.#prisma.kickLease.deleteMany({ where: { name, owner } });
	}
}
