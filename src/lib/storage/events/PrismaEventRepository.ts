import type { TransactionOptions } from '../direct/DirectAdapter.js';
import type { DirectClient } from '../direct/DirectClient.js';
import type { RowSource } from '../direct/rowSources.js';
import type { Statements } from '../direct/Statements.js';
import type { PrismaClient } from '../prisma.js';
import { chunks } from '../support/chunks.js';
import { isRowError } from '../support/isRowError.js';
import { retryConflicts } from '../support/retryConflicts.js';
import type { RowLocks } from '../support/rowLocks.js';
import type { Database } from '../types.js';
import { chatSources } from './chatSources.js';
import { disownMessage } from './disownMessage.js';
import { insertDeliveries } from './insertDeliveries.js';
import { insertEvents } from './insertEvents.js';
import { logDuplicates } from './logDuplicates.js';
import { parseLogId, toLogId } from './logIds.js';
import { numberEvents } from './numberEvents.js';
import { pendingDeliveries } from './pendingDeliveries.js';
import { pruneEvents } from './pruneEvents.js';
import { loggedGuilds, newestExcess, pruneExcess } from './pruneExcess.js';
import { settleEvents } from './settleEvents.js';
import type {
	ChatSources,
	DeliveryMark,
	EventRepository,
	InsertOutcome,
	NewEvent,
	OldLogRepository,
	PendingDelivery,
	WaitingServer
} from './types.js';
import { oldestUnfinished } from './unfinishedIds.js';
import { updateDeliveries } from './updateDeliveries.js';

export interface PrismaEventRepositoryParts {
	prisma: PrismaClient;
	direct: DirectClient;
	rowSource: RowSource;
	locks: RowLocks;
	provider: Database['provider'];
	/** Also deduplicates against events that version 0.1 has stored. */
	old: Pick<OldLogRepository, 'isLeft'>;
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
	readonly #provider: Database['provider'];
	readonly #old: Pick<OldLogRepository, 'isLeft'>;

	public constructor({ prisma, direct, rowSource, locks, provider, old }: PrismaEventRepositoryParts) {
		this.#prisma = prisma;
		this.#direct = direct;
		this.#rowSource = rowSource;
		this.#locks = locks;
		this.#provider = provider;
		this.#old = old;
	}

	/** An event that the database refuses costs the others of its batch a transaction for each, and nothing else. */
	public async insert(batch: readonly NewEvent[]): Promise<InsertOutcome[]> {
		try {
			return await this.#insert(batch);
		} catch (error) {
			if (batch.length < 2 || !isRowError(error)) throw error;
			return this.#insertEach(batch);
		}
	}

	async #insertEach(batch: readonly NewEvent[]): Promise<InsertOutcome[]> {
		const outcomes: InsertOutcome[] = [];
		for (const event of batch) {
			try {
				outcomes.push(...(await this.#insert([event])));
			} catch (error) {
				if (!(error instanceof Error)) throw error;
				outcomes.push(error);
				// The database itself fails: those before are stored, and the others are not tried.
				if (!isRowError(error)) return [...outcomes, ...batch.slice(outcomes.length).map(() => error)];
			}
		}
		return outcomes;
	}

	async #insert(batch: readonly NewEvent[]): Promise<InsertOutcome[]> {
		if (batch.length === 0) return [];
		const mayBeOld = await this.#old.isLeft();
		return this.#transact(async (transaction) => {
			const numbered = await numberEvents(transaction, batch, this.#provider);
			const seqs = await insertEvents(transaction, this.#rowSource, numbered, mayBeOld);
			const isNew = numbered.map(({ seq }) => seqs.has(seq));
			const inserted = numbered.filter((_event, index) => isNew[index]);
			const repeated = numbered.filter((_event, index) => !isNew[index]);
			await logDuplicates(transaction, this.#rowSource, repeated, mayBeOld);
			await insertDeliveries(transaction, this.#rowSource, inserted);
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
			const seqs = await updateDeliveries(transaction, this.#rowSource, marks, this.#locks);
			await settleEvents(transaction, this.#rowSource, seqs);
		}, MarkOptions);
	}

	public async latestWebhook(
		broadcasterUserId: number
	): Promise<{ type: string; receivedAt: Date; sentAt: Date } | null> {
		const newest = await this.#prisma.kickEvent.findFirst({
			where: { broadcasterUserId, source: 'webhook' },
			orderBy: { seq: 'desc' },
			select: { type: true, receivedAt: true, sentAt: true }
		});
		if (!newest) return null;
		const { type, receivedAt, sentAt } = newest;
		return { type, receivedAt: new Date(Number(receivedAt)), sentAt: new Date(Number(sentAt)) };
	}

	public async cameByWebhook(messageIds: readonly string[]): Promise<string[]> {
		const found: string[] = [];
		for (const chunk of chunks(messageIds, 1)) {
			const events = await this.#prisma.kickEvent.findMany({
				where: { messageKey: { in: chunk }, source: 'webhook' },
				select: { messageKey: true }
			});
			for (const { messageKey } of events) if (messageKey !== null) found.push(messageKey);
		}
		return found;
	}

	public chatSources(broadcasterUserId: number, since: Date, until: Date): Promise<ChatSources> {
		return chatSources(this.#prisma, broadcasterUserId, since, until);
	}

	public disown(id: string, reason: string): Promise<void> {
		return this.#transact((transaction) => disownMessage(transaction, id, reason));
	}

	public async prune(before: Date, after: string | null, limit: number): Promise<string | null> {
		// The oldest row says what is copied.
		if (await this.#old.isLeft()) return null;
		const slice = { after: (after === null ? null : parseLogId(after)) ?? 0, before: before.getTime(), limit };
		const last = await pruneEvents(this.#prisma, slice, this.#locks);
		return last === null ? null : toLogId(last);
	}

	public loggedGuilds(): Promise<string[]> {
		return loggedGuilds(this.#prisma);
	}

	public async newestExcess(guildId: string, keep: number): Promise<string | null> {
		const seq = await newestExcess(this.#prisma, guildId, keep);
		return seq === null ? null : toLogId(seq);
	}

	public async pruneExcess(guildId: string, upTo: string, before: Date, limit: number): Promise<number> {
		const seq = parseLogId(upTo);
		if (seq === null || (await this.#old.isLeft())) return 0;
		return retryConflicts(() => pruneExcess(this.#prisma, { guildId, upTo: seq, before, limit }));
	}

	#transact<T>(run: (transaction: Statements) => Promise<T>, options?: TransactionOptions): Promise<T> {
		return retryConflicts(() => this.#direct.$transaction(run, options));
	}
}
