import type { Prisma } from '../prisma.js';
import type { RowLocks } from '../repositories/rowLocks.js';
import type { NewEvent } from '../types.js';
import { applySighting, type LivePeriod } from './applySighting.js';
import type { StreamSighting } from './types.js';

/** News of older streams than these would change nothing that anybody asks for. */
const PeriodsRead = 100;

/** Tells the live periods what these events say. Channels come in one order, so that no two processes wait for each other. */
export async function recordSightings(
	transaction: Prisma.TransactionClient,
	events: readonly Pick<NewEvent, 'broadcasterUserId' | 'sighting'>[],
	locks: RowLocks
): Promise<void> {
	const told = events.flatMap(({ broadcasterUserId, sighting }) =>
		broadcasterUserId !== null && sighting ? [{ broadcasterUserId, sighting }] : []
	);
	for (const { broadcasterUserId, sighting } of told.toSorted(
		(one, other) => one.broadcasterUserId - other.broadcasterUserId
	)) {
		await recordSighting(transaction, broadcasterUserId, sighting, locks);
	}
}

/** Reads the channel's live periods, changes and writes them, while no other process does. */
async function recordSighting(
	transaction: Prisma.TransactionClient,
	broadcasterUserId: number,
	sighting: StreamSighting,
	locks: RowLocks
): Promise<void> {
	if (locks.channel) await transaction.$executeRaw(locks.channel(broadcasterUserId));
	const rows = await transaction.kickStream.findMany({
		where: { broadcasterUserId },
		orderBy: { startedAt: 'desc' },
		take: PeriodsRead
	});
	const known = rows.reverse().map(toPeriod);
	const changed = applySighting(known, sighting);
	const gone = known.filter(({ startedAt }) => !changed.some((period) => period.startedAt === startedAt));
	if (gone.length > 0) {
		const startedAt = { in: gone.map((period) => BigInt(period.startedAt)) };
		await transaction.kickStream.deleteMany({ where: { broadcasterUserId, startedAt } });
	}
	for (const period of changed) {
		if (!known.some((other) => isEqual(period, other))) await save(transaction, broadcasterUserId, period);
	}
}

async function save(
	transaction: Prisma.TransactionClient,
	broadcasterUserId: number,
	{ startedAt, endedAt, seenAt }: LivePeriod
): Promise<void> {
	await transaction.kickStream.upsert({
		where: { broadcasterUserId_startedAt: { broadcasterUserId, startedAt } },
		create: { broadcasterUserId, startedAt, endedAt, seenAt },
		update: { endedAt, seenAt }
	});
}

function toPeriod(row: { startedAt: bigint; endedAt: bigint | null; seenAt: bigint }): LivePeriod {
	return {
		startedAt: Number(row.startedAt),
		endedAt: row.endedAt === null ? null : Number(row.endedAt),
		seenAt: Number(row.seenAt)
	};
}

function isEqual(one: LivePeriod, other: LivePeriod): boolean {
	return one.startedAt === other.startedAt && one.endedAt === other.endedAt && one.seenAt === other.seenAt;
}
