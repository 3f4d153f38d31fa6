import { countChatters } from '../chatters/countChatters.js';
import type { TransactionOptions } from '../direct/DirectAdapter.js';
import type { DirectClient } from '../direct/DirectClient.js';
import type { RowSource } from '../direct/rowSources.js';
import type { Statements } from '../direct/Statements.js';
import { Prisma, type PrismaClient } from '../prisma.js';
import { chunks } from '../support/chunks.js';
import { retryConflicts } from '../support/retryConflicts.js';
import type { RowLocks } from '../support/rowLocks.js';
import { recordSightings } from '../watchtime/recordSightings.js';
import { recordVisits } from '../watchtime/recordVisits.js';
import { chatSources } from './chatSources.js';
import { disownMessage } from './disownMessage.js';
import { insertDeliveries } from './insertDeliveries.js';
import { insertEvents } from './insertEvents.js';
import { logDuplicates } from './logDuplicates.js';
import { pendingDeliveries } from './pendingDeliveries.js';
import { loggedGuilds, newestExcess, pruneExcess } from './pruneExcess.js';
import { settleEvents } from './settleEvents.js';
import type { ChatSources, DeliveryMark, EventRepository, NewEvent, PendingDelivery, WaitingServer } from './types.js';
import { oldestUnfinished } from './unfinishedIds.js';
import { UnfinishedStates } from './unfinishedStates.js';
import { updateDeliveries } from './updateDeliveries.js';

export interface PrismaEventRepositoryParts {
	prisma: PrismaClient;
	direct: DirectClient;
	rowSource: RowSource;
	locks: RowLocks;
	presenceMs: number;
}

/**
 * A server's next event waits for the mark of the one before, and would wait for the disk each time. A power cut in the moment
 * until the disk has the marks repeats these events, as one between the end of the listeners and the mark does.
 */
const MarkOptions: TransactionOptions = { waitsForDisk: false };

/** The event log and the inbox. `insert`, `pending` and `mark` are what every event needs: a few statements a batch. */
export class PrismaEventRepository implements EventRepository {
	readonly #prisma: PrismaClient;
	readonly #direct: DirectClient;
	readonly #rowSource: RowSource;
	readonly #locks: RowLocks;
	readonly #presenceMs: number;

	public constructor({ prisma, direct, rowSource, locks, presenceMs }: PrismaEventRepositoryParts) {
		this.#prisma = prisma;
		this.#direct = direct;
		this.#rowSource = rowSource;
		this.#locks = locks;
		this.#presenceMs = presenceMs;
	}

	public async insert(batch: readonly NewEvent[]): Promise<('inserted' | 'duplicate')[]> {
		if (batch.length === 0) return [];
		return this.#transact(async (transaction) => {
			const insertedIds = await insertEvents(transaction, this.#rowSource, batch);
			const isNew = batch.map(({ id }) => insertedIds.delete(id));
			const inserted = batch.filter((_event, index) => isNew[index]);
			await logDuplicates(
				transaction,
				this.#rowSource,
				batch.filter((_event, index) => !isNew[index])
			);
			await insertDeliveries(transaction, this.#rowSource, inserted);
			await countChatters(transaction, this.#rowSource, inserted);
			await recordVisits(transaction, this.#rowSource, inserted, this.#presenceMs);
			await recordSightings(transaction, inserted, this.#locks);
			return isNew.map((fresh) => (fresh ? 'inserted' : 'duplicate'));
		});
	}

	/** `failed` deliveries are among them: they wait for their next attempt. */
	public pending(guildId: string, limit: number): Promise<PendingDelivery[]> {
		return pendingDeliveries(this.#direct, guildId, limit);
	}

	public oldestPending(): Promise<WaitingServer[]> {
		return oldestUnfinished(this.#direct);
	}

	public async mark(marks: readonly DeliveryMark[]): Promise<void> {
		if (marks.length === 0) return;
		await this.#transact(async (transaction) => {
			const eventIds = await updateDeliveries(transaction, this.#rowSource, marks, this.#locks);
			await settleEvents(transaction, this.#rowSource, eventIds);
		}, MarkOptions);
	}

	public async latestWebhook(
		broadcasterUserId: number
	): Promise<{ type: string; receivedAt: Date; sentAt: Date } | null> {
		return this.#prisma.kickEvent.findFirst({
			where: { broadcasterUserId, source: 'webhook' },
			orderBy: { id: 'desc' },
			select: { type: true, receivedAt: true, sentAt: true }
		});
	}

	public async cameByWebhook(messageIds: readonly string[]): Promise<string[]> {
		const found: string[] = [];
		for (const chunk of chunks(messageIds, 1)) {
			const events = await this.#prisma.kickEvent.findMany({
				where: { messageId: { in: chunk }, source: 'webhook' },
				select: { messageId: true }
			});
			for (const { messageId } of events) if (messageId !== null) found.push(messageId);
		}
		return found;
	}

	public chatSources(broadcasterUserId: number, since: Date, until: Date): Promise<ChatSources> {
		return chatSources(this.#prisma, broadcasterUserId, since, until);
	}

	public disown(id: string, reason: string): Promise<void> {
		return this.#transact((transaction) => disownMessage(transaction, id, reason));
	}

	/** Two processes that prune at once share the work. */
	public async prune(before: Date, limit: number): Promise<number> {
		return this.#prisma.$executeRaw`
			WITH finished AS (
				SELECT id FROM kick_events
				WHERE received_at < ${before} AND sent_at < ${before} AND NOT EXISTS (
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

	public loggedGuilds(): Promise<string[]> {
		return loggedGuilds(this.#prisma);
	}

	public newestExcess(guildId: string, keep: number): Promise<string | null> {
		return newestExcess(this.#prisma, guildId, keep);
	}

	public pruneExcess(guildId: string, upTo: string, before: Date, limit: number): Promise<number> {
		return retryConflicts(() => pruneExcess(this.#prisma, { guildId, upTo, before, limit }));
	}

	#transact<T>(run: (transaction: Statements) => Promise<T>, options?: TransactionOptions): Promise<T> {
		return retryConflicts(() => this.#direct.$transaction(run, options));
	}
}
