import type { DirectClient } from '../direct/DirectClient.js';
import type { PrismaClient } from '../prisma.js';
import { retryConflicts } from '../support/retryConflicts.js';
import type { RowLocks } from '../support/rowLocks.js';
import { recordSightings } from './recordSightings.js';
import type { StreamRow, StreamSighting, ViewerSampleRow, WatchWindow } from './types.js';
import { pruneViewerSamples, readViewerSamples } from './viewerSamples.js';

const MaxStreams = 500;

/**
 * Live periods of channels, with their viewers. Those of one channel never overlap. `ViewerRepository` adds the
 * sightings in events.
 */
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
		const [row] = await this.newest(broadcasterUserId, 1);
		return row ?? null;
	}

	/** Returns the newest streams, the newest first. */
	public async newest(broadcasterUserId: number, limit: number): Promise<StreamRow[]> {
		const rows = await this.#prisma.kickStream.findMany({
			where: { broadcasterUserId },
			orderBy: { startedAt: 'desc' },
			take: limit
		});
		return rows.map(toStreamRow);
	}

	/** Returns the streams that were live in this time, oldest first. At most the newest 500. */
	public async within(broadcasterUserId: number, { from, until }: WatchWindow): Promise<StreamRow[]> {
		const time = from.getTime();
		const rows = await this.#prisma.kickStream.findMany({
			where: {
				broadcasterUserId,
				startedAt: { lt: until.getTime() },
				OR: [{ endedAt: { gt: time } }, { endedAt: null, seenAt: { gte: time } }]
			},
			orderBy: { startedAt: 'desc' },
			take: MaxStreams
		});
		return rows.reverse().map(toStreamRow);
	}

	/** Returns the numbers of viewers in this time, oldest first. */
	public viewers(broadcasterUserId: number, window: WatchWindow): Promise<ViewerSampleRow[]> {
		return readViewerSamples(this.#prisma, broadcasterUserId, window);
	}

	/** Deletes at most `limit` numbers of viewers from before the date. Returns how many. */
	public pruneViewers(before: Date, limit: number): Promise<number> {
		return pruneViewerSamples(this.#prisma, before, limit);
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

function toStreamRow({
	startedAt,
	endedAt,
	seenAt,
	title
}: Awaited<ReturnType<PrismaClient['kickStream']['findUniqueOrThrow']>>): StreamRow {
	return {
		startedAt: new Date(Number(startedAt)),
		endedAt: endedAt === null ? null : new Date(Number(endedAt)),
		seenAt: new Date(Number(seenAt)),
		title
	};
}
