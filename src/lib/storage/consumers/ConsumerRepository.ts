import type { DirectClient, Statements, TransactionOptions } from '../direct/DirectClient.js';
import type { RowSource } from '../direct/rowSources.js';
import type { EventWriter } from '../events/EventWriter.js';
import { UnfinishedStates } from '../events/states.js';
import { Prisma } from '../prisma.js';
import type { Provider } from '../provider.js';
import { retryConflicts } from '../support/retryConflicts.js';
import { applyCursorChanges, compareCursors, UnlinkedReason } from './followLinks.js';
import { markStatements } from './markStatements.js';
import { nextEvents } from './nextEvents.js';
import type { ConsumerKey, DeliveryMark, QueueKey, QueuePage, WaitingQueue } from './types.js';
import { skipUnwanted, waitingBetween, waitingQueues } from './waitingQueues.js';

export interface ConsumerRepositoryDependencies {
	direct: DirectClient;
	writer: Pick<EventWriter, 'execute'>;
	rowSource: RowSource;
	provider: Provider;
}

/**
 * Does not wait for the disk, because a server's next event would wait each time. A power cut before the marks reach
 * the disk repeats their events. A crash between the listeners' end and the mark does the same.
 */
const MarkOptions: TransactionOptions = { waitsForDisk: false };

/**
 * Stores the positions of the consumers in the event log, and the events whose state does not follow from a position.
 */
export class ConsumerRepository {
	public constructor(private readonly dependencies: ConsumerRepositoryDependencies) {}

	/**
	 * Creates cursors at the head of the log for linked servers without one, and ends those of unlinked servers.
	 *
	 * @param consumers Names of the consumers that get cursors.
	 * @param broadcasterUserId Only this channel. Default: all channels.
	 * @param onChanged Called when cursors were created or ended.
	 * @returns The servers that are linked to the channel, or to any.
	 */
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

	/** Returns the last number of the log. Everything up to it is visible. */
	public async head(): Promise<number> {
		const [head] = await this.dependencies.direct.$queryRaw<{ last_seq: number | string }[]>`
			SELECT last_seq FROM kick_log WHERE name = 'events'`;
		return Number(head?.last_seq ?? 0);
	}

	/** Returns all queues of a consumer that have events to handle. */
	public waiting(consumer: ConsumerKey): Promise<WaitingQueue[]> {
		return waitingQueues(this.dependencies.direct, consumer);
	}

	/** Returns the queues whose channels got events between the two numbers, and those with replayed events. */
	public waitingBetween(consumer: ConsumerKey, after: number, upTo: number): Promise<QueueKey[]> {
		return waitingBetween(this.dependencies.direct, consumer, after, upTo);
	}

	/** Moves cursors that are a minute old past events that the consumer does not want. */
	public async skipUnwanted(consumer: ConsumerKey): Promise<void> {
		const head = await this.head();
		await this.#transact((transaction) => skipUnwanted(transaction, consumer, head), MarkOptions);
	}

	/**
	 * Returns the next events of a queue, replayed ones first.
	 *
	 * @param types Kick's types that the consumer wants; `null` for all.
	 */
	public next(queue: QueueKey, types: readonly string[] | null, limit: number): Promise<QueuePage> {
		return nextEvents(this.dependencies.direct, queue, types, limit);
	}

	/**
	 * Stores results and moves cursors in one transaction. Stores nothing for a server without a cursor, because it is no
	 * longer linked.
	 */
	public async mark(marks: readonly DeliveryMark[]): Promise<void> {
		const statements = markStatements(this.dependencies.rowSource, marks);
		if (statements.length > 0) await this.dependencies.writer.execute(statements);
	}

	/**
	 * Deletes past cursors whose events have left the log. Makes unfinished deliveries of unlinked servers dead letters.
	 */
	public async prunePast(): Promise<void> {
		await this.dependencies.direct.$executeRaw`
			DELETE FROM kick_past_cursors WHERE NOT EXISTS (
				SELECT 1 FROM kick_events
				WHERE kick_events.broadcaster_user_id = kick_past_cursors.broadcaster_user_id
					AND kick_events.seq > kick_past_cursors.from_seq AND kick_events.seq <= kick_past_cursors.until_seq
			)`;
		// A mark that was in progress when the server was unlinked may have left such a delivery.
		await this.dependencies.direct.$executeRaw`
			UPDATE kick_deliveries SET state = 'dead_letter', error = ${UnlinkedReason}
			WHERE state IN (${Prisma.join([...UnfinishedStates])}) AND NOT EXISTS (
				SELECT 1 FROM kick_events JOIN kick_cursors
					ON kick_cursors.broadcaster_user_id = kick_events.broadcaster_user_id
				WHERE kick_events.seq = kick_deliveries.event_seq
					AND kick_cursors.consumer = kick_deliveries.consumer AND kick_cursors.guild_id = kick_deliveries.guild_id
			)`;
	}

	/** Deletes the cursors and the results of a consumer. */
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
