import type { DirectClient } from '../direct/DirectClient.js';
import type { PrismaClient } from '../prisma.js';
import { retryConflicts } from '../support/retryConflicts.js';
import type { RowLocks } from '../support/rowLocks.js';
import { recordSightings } from './recordSightings.js';
import type { StreamRow, StreamSighting } from './types.js';

/** Live periods of channels. Those of one channel never overlap. `ViewerRepository` adds the sightings in events. */
export class StreamRepository {
	readonly #prisma: PrismaClient;
	readonly #direct: DirectClient;
	readonly #locks: RowLocks;

	public constructor(prisma: PrismaClient, direct: DirectClient, locks: RowLocks) {
		this.#prisma = prisma;
		this.#direct = direct;
		this.#locks = locks;
	}

	public async record(broadcasterUserId: number, sighting: StreamSighting): Promise<void> {
		await retryConflicts(() =>
			this.#direct.$transaction((transaction) =>
				recordSightings(transaction, [{ broadcasterUserId, sighting }], this.#locks)
			)
		);
	}

	/** Returns the stream that is live, or the last one. */
	public async latest(broadcasterUserId: number): Promise<StreamRow | null> {
		const row = await this.#prisma.kickStream.findFirst({
			where: { broadcasterUserId },
			orderBy: { startedAt: 'desc' }
		});
		return (
			row && {
				startedAt: new Date(Number(row.startedAt)),
				endedAt: row.endedAt === null ? null : new Date(Number(row.endedAt)),
				seenAt: new Date(Number(row.seenAt))
			}
		);
	}

	/** Returns the channels whose stream has no known end. */
	public async open(): Promise<number[]> {
		const rows = await this.#prisma.kickStream.findMany({
			where: { endedAt: null },
			select: { broadcasterUserId: true }
		});
		return rows.map(({ broadcasterUserId }) => Number(broadcasterUserId));
	}
}
