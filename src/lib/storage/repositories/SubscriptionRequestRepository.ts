import type { PrismaClient } from '../prisma.js';
import { compareText } from '../support/compareText.js';
import { retryConflicts } from '../support/retryConflicts.js';
import { storable } from '../support/storable.js';

/** Requests to Kick whose effect its lists may not show yet. */
export interface SubscriptionRequests {
	/** Events that Kick was asked to subscribe to, without a known outcome. */
	creating: readonly string[];
	/** Ids that Kick was asked to delete. */
	deleting: readonly string[];
}

/**
 * Requests to Kick, stored before they are sent. So neither a crash nor a lost answer hides them from other processes.
 */
export class SubscriptionRequestRepository {
	readonly #prisma: PrismaClient;

	public constructor(prisma: PrismaClient) {
		this.#prisma = prisma;
	}

	/** Inserts or renews requests. */
	public async note(
		broadcasterUserId: number,
		kind: 'create' | 'delete',
		subjects: readonly string[],
		at: Date
	): Promise<void> {
		const upserts = () =>
			subjects.toSorted(compareText).map((subject) => {
				const { askedAt, ...key } = storable({
					broadcasterUserId: BigInt(broadcasterUserId),
					kind,
					subject,
					askedAt: at
				});
				return this.#prisma.kickSubscriptionRequest.upsert({
					where: { broadcasterUserId_kind_subject: key },
					create: { ...key, askedAt },
					update: { askedAt }
				});
			});
		await retryConflicts(() => this.#prisma.$transaction(upserts()));
	}

	/** Returns the requests of a channel since the date. */
	public async since(broadcasterUserId: number, date: Date): Promise<SubscriptionRequests> {
		const records = await this.#prisma.kickSubscriptionRequest.findMany({
			where: { broadcasterUserId, askedAt: { gte: date } },
			orderBy: { subject: 'asc' }
		});
		const of = (kind: string) => records.filter((record) => record.kind === kind).map(({ subject }) => subject);
		return { creating: of('create'), deleting: of('delete') };
	}

	/** Deletes requests to create whose outcome is known. */
	public async settle(broadcasterUserId: number, events: readonly string[]): Promise<void> {
		await this.#prisma.kickSubscriptionRequest.deleteMany({
			where: { broadcasterUserId, kind: 'create', subject: { in: [...events] } }
		});
	}

	public async prune(before: Date): Promise<void> {
		await this.#prisma.kickSubscriptionRequest.deleteMany({ where: { askedAt: { lt: before } } });
	}
}
