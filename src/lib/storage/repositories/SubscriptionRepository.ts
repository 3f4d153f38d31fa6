import type { PrismaClient } from '../prisma.js';
import { compareText } from '../support/compareText.js';
import { retryConflicts } from '../support/retryConflicts.js';
import { storable } from '../support/storable.js';

export interface SubscriptionRow {
	id: string;
	broadcasterUserId: number;
	event: string;
	version: number;
	createdAt: Date;
	/** Time when a listing of Kick last had it; `null`: never, because listings lag. */
	lastListedAt: Date | null;
}

type SubscriptionRecord = Awaited<ReturnType<PrismaClient['kickSubscription']['findUniqueOrThrow']>>;

export class SubscriptionRepository {
	readonly #prisma: PrismaClient;

	public constructor(prisma: PrismaClient) {
		this.#prisma = prisma;
	}

	public async find(id: string): Promise<SubscriptionRow | null> {
		const record = await this.#prisma.kickSubscription.findUnique({ where: { id } });
		return record && toRow(record);
	}

	public async ofBroadcaster(broadcasterUserId: number): Promise<SubscriptionRow[]> {
		const records = await this.#prisma.kickSubscription.findMany({
			where: { broadcasterUserId },
			orderBy: [{ createdAt: 'asc' }, { id: 'asc' }]
		});
		return records.map(toRow);
	}

	public async list(): Promise<SubscriptionRow[]> {
		const records = await this.#prisma.kickSubscription.findMany({
			orderBy: [{ broadcasterUserId: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }]
		});
		return records.map(toRow);
	}

	/** Inserts or replaces subscriptions. */
	public async save(rows: readonly SubscriptionRow[]): Promise<void> {
		// Always in the same order, so that two processes can't block each other.
		const ordered = rows.toSorted((one, other) => compareText(one.id, other.id));
		await retryConflicts(() => this.#prisma.$transaction(ordered.map((row) => this.#upsert(row))));
	}

	public async delete(ids: readonly string[]): Promise<void> {
		await this.#prisma.kickSubscription.deleteMany({ where: { id: { in: [...ids] } } });
	}

	#upsert(row: SubscriptionRow) {
		const { id, ...columns } = storable({ ...row, broadcasterUserId: BigInt(row.broadcasterUserId) });
		return this.#prisma.kickSubscription.upsert({ where: { id }, create: { id, ...columns }, update: columns });
	}
}

function toRow(record: SubscriptionRecord): SubscriptionRow {
	return { ...record, broadcasterUserId: Number(record.broadcasterUserId) };
}
