import { Prisma, type PrismaClient } from '../prisma.js';
import type {
	DeliveryMark,
	DeliveryState,
	EventLogFilter,
	EventRepository,
	EventState,
	LoggedEvent,
	NewEvent,
	PendingDelivery
} from '../types.js';
import { countChatters } from './countChatters.js';
import { insertDeliveries } from './insertDeliveries.js';
import { insertEvents } from './insertEvents.js';
import { logDuplicates } from './logDuplicates.js';
import { pruneExcess } from './pruneExcess.js';
import { retryConflicts } from './retryConflicts.js';
import type { RowLocks } from './rowLocks.js';
import { settleEvents } from './settleEvents.js';
import { UnfinishedStates } from './unfinishedStates.js';
import { updateDeliveries } from './updateDeliveries.js';

const DefaultPage = 50;

type DeliveryRecord = Awaited<ReturnType<PrismaClient['kickDelivery']['findUniqueOrThrow']>>;
type EventRecord = Awaited<ReturnType<PrismaClient['kickEvent']['findUniqueOrThrow']>>;

/** The event log and the inbox. `insert` and `mark` are the hot path: a few statements a batch, whatever its size. */
export class PrismaEventRepository implements EventRepository {
	readonly #prisma: PrismaClient;
	readonly #locks: RowLocks;

	public constructor(prisma: PrismaClient, locks: RowLocks) {
		this.#prisma = prisma;
		this.#locks = locks;
	}

	public async insert(batch: readonly NewEvent[]): Promise<('inserted' | 'duplicate')[]> {
		if (batch.length === 0) return [];
		return this.#transact(async (transaction) => {
			const insertedIds = await insertEvents(transaction, batch);
			const isNew = batch.map(({ id }) => insertedIds.delete(id));
			const inserted = batch.filter((_event, index) => isNew[index]);
			await logDuplicates(
				transaction,
				batch.filter((_event, index) => !isNew[index])
			);
			await insertDeliveries(transaction, inserted);
			await countChatters(transaction, inserted);
			return isNew.map((fresh) => (fresh ? 'inserted' : 'duplicate'));
		});
	}

	/** `failed` deliveries are among them: they wait for their next attempt. */
	public async pending(guildId: string, afterId: string, limit: number): Promise<PendingDelivery[]> {
		const records = await this.#prisma.kickDelivery.findMany({
			where: { guildId, state: { in: [...UnfinishedStates] }, eventId: { gt: afterId } },
			orderBy: { eventId: 'asc' },
			take: limit,
			include: { event: true }
		});
		return records.map(({ attempts, event }) => ({ guildId, attempts, event: toRow(event) }));
	}

	public async guildsWithPending(): Promise<string[]> {
		const groups = await this.#prisma.kickDelivery.groupBy({
			by: ['guildId'],
			where: { state: { in: [...UnfinishedStates] } },
			orderBy: { guildId: 'asc' }
		});
		return groups.map(({ guildId }) => guildId);
	}

	public async mark(marks: readonly DeliveryMark[]): Promise<void> {
		if (marks.length === 0) return;
		await this.#transact(async (transaction) => {
			const eventIds = await updateDeliveries(transaction, marks, this.#locks);
			await settleEvents(transaction, eventIds);
		});
	}

	public async latest(broadcasterUserId: number): Promise<{ type: string; receivedAt: Date; sentAt: Date } | null> {
		return this.#prisma.kickEvent.findFirst({
			where: { broadcasterUserId },
			orderBy: { id: 'desc' },
			select: { type: true, receivedAt: true, sentAt: true }
		});
	}

	/** Two processes that prune at once share the work. */
	public async prune(before: Date, limit: number): Promise<number> {
		return this.#prisma.$executeRaw`
			WITH finished AS (
				SELECT id FROM kick_events
				WHERE received_at < ${before} AND NOT EXISTS (
					SELECT 1 FROM kick_deliveries
					WHERE kick_deliveries.event_id = kick_events.id
						AND kick_deliveries.state IN (${Prisma.join([...UnfinishedStates])})
				)
				ORDER BY received_at
				LIMIT ${limit}
				${this.#locks.skip}
			)
			DELETE FROM kick_events WHERE id IN (SELECT id FROM finished)`;
	}

	public pruneExcess(keep: number, before: Date, limit: number): Promise<number> {
		return retryConflicts(() => pruneExcess(this.#prisma, keep, before, limit));
	}

	public async list({ state, before, limit = DefaultPage }: EventLogFilter): Promise<LoggedEvent[]> {
		const records = await this.#prisma.kickEvent.findMany({
			where: { ...(state && { state }), ...(before && { id: { lt: before } }) },
			orderBy: { id: 'desc' },
			take: limit,
			include: { deliveries: { orderBy: { guildId: 'asc' } } }
		});
		return records.map(toLogged);
	}

	public async find(id: string): Promise<LoggedEvent | null> {
		const record = await this.#prisma.kickEvent.findFirst({
			where: { OR: [{ id }, { eventId: id }] },
			include: { deliveries: { orderBy: { guildId: 'asc' } } }
		});
		return record && toLogged(record);
	}

	public async requeue(id: string, guildIds: readonly string[]): Promise<void> {
		const fresh = { state: 'pending', attempts: 0, error: null, updatedAt: new Date() };
		await retryConflicts(() =>
			this.#prisma.$transaction([
				this.#prisma.kickEvent.update({ where: { id }, data: { state: 'received', error: null } }),
				...guildIds.map((guildId) =>
					this.#prisma.kickDelivery.upsert({
						where: { eventId_guildId: { eventId: id, guildId } },
						create: { eventId: id, guildId, ...fresh },
						update: fresh
					})
				)
			])
		);
	}

	#transact<T>(run: (transaction: Prisma.TransactionClient) => Promise<T>): Promise<T> {
		return retryConflicts(() => this.#prisma.$transaction(run));
	}
}

function toLogged({ deliveries, ...record }: EventRecord & { deliveries: DeliveryRecord[] }): LoggedEvent {
	const states = deliveries.map(({ eventId: _, state, ...delivery }) => ({
		...delivery,
		state: state as DeliveryState
	}));
	return { ...toRow(record), deliveries: states };
}

function toRow(record: EventRecord): PendingDelivery['event'] {
	return {
		...record,
		source: record.source === 'websocket' ? 'websocket' : 'webhook',
		broadcasterUserId: record.broadcasterUserId === null ? null : Number(record.broadcasterUserId),
		state: record.state as EventState
	};
}
