import type { TransactionOptions } from '../direct/DirectAdapter.js';
import type { DirectClient } from '../direct/DirectClient.js';
import type { RowSource } from '../direct/rowSources.js';
import type { Statements } from '../direct/Statements.js';
import type { EventWriter } from '../events/EventWriter.js';
import { UnfinishedStates } from '../events/states.js';
import { Prisma } from '../prisma.js';
import { retryConflicts } from '../support/retryConflicts.js';
import type { Database } from '../types.js';
import { applyCursorChanges, compareCursors, UnlinkedReason } from './followLinks.js';
import { markStatements } from './markStatements.js';
import { nextEvents } from './nextEvents.js';
import type { ConsumerKey, ConsumerRepository, DeliveryMark, QueueKey, QueuePage, WaitingQueue } from './types.js';
import { passOver, waitingBetween, waitingQueues } from './waitingQueues.js';

export interface ConsumerRepositoryDependencies {
	direct: DirectClient;
	writer: Pick<EventWriter, 'execute'>;
	rowSource: RowSource;
	provider: Database['provider'];
}

/**
 * A server's next event would wait for the disk each time. A power cut in the moment until the disk has the marks repeats these
 * events, as one between the end of the listeners and the mark does.
 */
const MarkOptions: TransactionOptions = { waitsForDisk: false };

export class PrismaConsumerRepository implements ConsumerRepository {
	public constructor(private readonly dependencies: ConsumerRepositoryDependencies) {}

	public async followLinks(
		consumers: readonly string[],
		broadcasterUserId?: number,
		onChanged: () => void = () => undefined
	): Promise<string[]> {
		const { direct } = this.dependencies;
		const seen = await compareCursors(direct, consumers, broadcasterUserId);
		// Nearly always nothing has changed, and then no lock is needed.
		if (seen.missing.length === 0 && seen.ended.length === 0) return seen.linked.map(({ guildId }) => guildId);
		const linked = await this.#transact((transaction) =>
			applyCursorChanges(transaction, this.dependencies, consumers, broadcasterUserId)
		);
		onChanged();
		return linked.map(({ guildId }) => guildId);
	}

	public async head(): Promise<number> {
		const [head] = await this.dependencies.direct.$queryRaw<{ last_seq: number | string }[]>`
			SELECT last_seq FROM kick_log WHERE name = 'events'`;
		return Number(head?.last_seq ?? 0);
	}

	public waiting(consumer: ConsumerKey): Promise<WaitingQueue[]> {
		return waitingQueues(this.dependencies.direct, consumer);
	}

	public waitingBetween(consumer: ConsumerKey, after: number, upTo: number): Promise<QueueKey[]> {
		return waitingBetween(this.dependencies.direct, consumer, after, upTo);
	}

	public async passOver(consumer: ConsumerKey): Promise<void> {
		const head = await this.head();
		await this.#transact((transaction) => passOver(transaction, consumer, head), MarkOptions);
	}

	public next(queue: QueueKey, types: readonly string[] | null, limit: number): Promise<QueuePage> {
		return nextEvents(this.dependencies.direct, queue, types, limit);
	}

	public async mark(marks: readonly DeliveryMark[]): Promise<void> {
		const statements = markStatements(this.dependencies.rowSource, marks);
		if (statements.length > 0) await this.dependencies.writer.execute(statements);
	}

	public async prunePast(): Promise<void> {
		await this.dependencies.direct.$executeRaw`
			DELETE FROM kick_past_cursors WHERE NOT EXISTS (
				SELECT 1 FROM kick_events
				WHERE kick_events.broadcaster_user_id = kick_past_cursors.broadcaster_user_id
					AND kick_events.seq > kick_past_cursors.from_seq AND kick_events.seq <= kick_past_cursors.until_seq
			)`;
		// A mark that was under way when the server was unlinked may have left one.
		await this.dependencies.direct.$executeRaw`
			UPDATE kick_deliveries SET state = 'dead_letter', error = ${UnlinkedReason}
			WHERE state IN (${Prisma.join([...UnfinishedStates])}) AND NOT EXISTS (
				SELECT 1 FROM kick_events JOIN kick_cursors
					ON kick_cursors.broadcaster_user_id = kick_events.broadcaster_user_id
				WHERE kick_events.seq = kick_deliveries.event_seq
					AND kick_cursors.consumer = kick_deliveries.consumer AND kick_cursors.guild_id = kick_deliveries.guild_id
			)`;
	}

	public remove(consumer: string): Promise<void> {
		return this.#transact(async (transaction) => {
			await transaction.$executeRaw`DELETE FROM kick_cursors WHERE consumer = ${consumer} AND guild_id <> ''`;
			await transaction.$executeRaw`DELETE FROM kick_deliveries WHERE consumer = ${consumer}`;
			await transaction.$executeRaw`DELETE FROM kick_begun_events WHERE consumer = ${consumer}`;
		});
	}

	#transact<T>(run: (transaction: Statements) => Promise<T>, options?: TransactionOptions): Promise<T> {
		return retryConflicts(() => this.dependencies.direct.$transaction(run, options));
	}
}
