import type { DirectClient, Statements } from '../direct/DirectClient.js';
import type { PrismaClient } from '../prisma.js';
import { chunks } from '../support/chunks.js';
import { isRowError } from '../support/isRowError.js';
import { retryConflicts } from '../support/retryConflicts.js';
import type { RowLocks } from '../support/rowLocks.js';
import { chatSources } from './chatSources.js';
import { disownMessage } from './disownMessage.js';
import type { EventWriter } from './EventWriter.js';
import { parseLogId, toLogId } from './logIds.js';
import type { OldLog } from './OldLog.js';
import { pruneEvents } from './pruneEvents.js';
import { loggedChannels, newestExcess, pruneExcess } from './pruneExcess.js';
import type { ChatSources, InsertOutcome, LogCommit, NewEvent } from './types.js';

export interface EventRepositoryDependencies {
	prisma: PrismaClient;
	direct: DirectClient;
	writer: Pick<EventWriter, 'append'>;
	locks: RowLocks;
	/** Also deduplicates against events that version 0.1 stored. */
	old: Pick<OldLog, 'isLeft'>;
}

type OnCommitted = (commit: LogCommit) => void;

/**
 * Write side of the event log: stores, disowns and prunes events. `EventLogRepository` is the read side of the same
 * tables.
 *
 * `insert` runs for every event, so it needs only a few statements per batch.
 */
export class EventRepository {
	readonly #prisma: PrismaClient;
	readonly #direct: DirectClient;
	readonly #writer: Pick<EventWriter, 'append'>;
	readonly #locks: RowLocks;
	readonly #old: Pick<OldLog, 'isLeft'>;

	public constructor({ prisma, direct, writer, locks, old }: EventRepositoryDependencies) {
		this.#prisma = prisma;
		this.#direct = direct;
		this.#writer = writer;
		this.#locks = locks;
		this.#old = old;
	}

	/**
	 * Stores a batch in one transaction. Returns for each event, in order, whether it was new.
	 *
	 * Events are numbered in the order of the batch, after everything that was stored before. An event whose `eventId` or
	 * `messageId` is already in the table, or earlier in the batch, is not stored. A webhook whose message arrived under
	 * another `eventId` is logged as a `duplicate`.
	 *
	 * When the database refuses an event, its outcome is the error, and the other events are stored in a transaction
	 * each. A batch of one event rejects instead.
	 *
	 * @param onCommitted Called with the numbers of the stored events. Must not throw.
	 */
	public async insert(
		batch: readonly NewEvent[],
		onCommitted: OnCommitted = () => undefined
	): Promise<InsertOutcome[]> {
		try {
			return await this.#insert(batch, onCommitted);
		} catch (error) {
			if (batch.length < 2 || !isRowError(error)) throw error;
			return this.#insertEach(batch, onCommitted);
		}
	}

	async #insertEach(batch: readonly NewEvent[], onCommitted: OnCommitted): Promise<InsertOutcome[]> {
		const outcomes: InsertOutcome[] = [];
		for (const event of batch) {
			try {
				outcomes.push(...(await this.#insert([event], onCommitted)));
			} catch (error) {
				if (!(error instanceof Error)) throw error;
				outcomes.push(error);
				// The database itself fails: earlier events are stored, and later ones are not tried.
				if (!isRowError(error)) return [...outcomes, ...batch.slice(outcomes.length).map(() => error)];
			}
		}
		return outcomes;
	}

	async #insert(batch: readonly NewEvent[], onCommitted: OnCommitted): Promise<InsertOutcome[]> {
		if (batch.length === 0) return [];
		const mayBeOld = await this.#old.isLeft();
		const { before, seqs, inserted } = await this.#writer.append(batch, mayBeOld);
		const events = batch.map((event, index) => ({ seq: seqs[index]!, event }));
		onCommitted({ before, last: seqs.at(-1)!, events: events.filter(({ seq }) => inserted.has(seq)) });
		return seqs.map((seq) => (inserted.has(seq) ? 'inserted' : 'duplicate'));
	}

	/** Returns the newest webhook of a channel, whatever its state. */
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

	/** Returns those of the `messageId`s that Kick sent by webhook. */
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

	/**
	 * Counts how the newest chat messages arrived, at most 200. Both times bound the receipt, and `since` bounds the
	 * sending as well.
	 */
	public chatSources(broadcasterUserId: number, since: Date, until: Date): Promise<ChatSources> {
		return chatSources(this.#prisma, broadcasterUserId, since, until);
	}

	/** Marks a message as the bot's own, by `id` or `messageId`. Servers that have not handled it do not receive it. */
	public disown(id: string, reason: string): Promise<void> {
		return this.#transact((transaction) => disownMessage(transaction, id, reason));
	}

	/**
	 * Checks the next `limit` events after a number, and deletes old ones.
	 *
	 * An event is old when it was received and signed before the date. It must be counted, and no server may still have
	 * to handle it. Deletes nothing while the log of version 0.1 is moved.
	 *
	 * @param after `null`: from the oldest.
	 * @param consumers Consumers that must have handled an event first.
	 * @returns Cursor for the next call; `null` when none of the events was received before the date.
	 */
	public async prune(
		before: Date,
		after: string | null,
		limit: number,
		consumers: readonly string[]
	): Promise<string | null> {
		// The oldest row marks how far the log of version 0.1 is copied.
		if (await this.#old.isLeft()) return null;
		const slice = { after: (after === null ? null : parseLogId(after)) ?? 0, before: before.getTime(), limit };
		const last = await pruneEvents(this.#prisma, slice, consumers, this.#locks);
		return last === null ? null : toLogId(last);
	}

	/** Returns the channels that have events in the log. `null` means events without a channel. */
	public loggedChannels(): Promise<(number | null)[]> {
		return loggedChannels(this.#prisma);
	}

	/** Returns the newest event of a channel beyond its newest `keep`. `null` when the channel has no more than those. */
	public async newestExcess(broadcasterUserId: number | null, keep: number): Promise<string | null> {
		const seq = await newestExcess(this.#prisma, broadcasterUserId, keep);
		return seq === null ? null : toLogId(seq);
	}

	/**
	 * Deletes at most `limit` events of a channel, up to `upTo`. Returns how many.
	 *
	 * Deletes only events that were received and signed before the date and that no server still has to handle.
	 */
	public async pruneExcess(
		broadcasterUserId: number | null,
		upTo: string,
		before: Date,
		limit: number,
		consumers: readonly string[]
	): Promise<number> {
		const seq = parseLogId(upTo);
		if (seq === null || (await this.#old.isLeft())) return 0;
		const excess = { broadcasterUserId, upTo: seq, before, limit };
		return retryConflicts(() => pruneExcess(this.#prisma, excess, consumers, this.#locks));
	}

	#transact<T>(run: (transaction: Statements) => Promise<T>): Promise<T> {
		return retryConflicts(() => this.#direct.$transaction(run));
	}
}
