import { ListenersConsumer } from '../consumers/wholeLog.js';
import type { DirectClient, Statements } from '../direct/DirectClient.js';
import type { RowSource } from '../direct/rowSources.js';
import { Prisma } from '../prisma.js';
import type { Provider } from '../provider.js';
import { retryConflicts } from '../support/retryConflicts.js';
import { emptyOldLog } from './emptyOldLog.js';
import { lockHead } from './lockHead.js';
import { HighestOldId, previousSeq } from './logIds.js';

interface OldLogDependencies {
	direct: DirectClient;
	rowSource: RowSource;
	provider: Provider;
}

interface MovedRow {
	id: string;
	seq: number;
}

/** Converts a date column of version 0.1 to milliseconds since 1970. SQLite files may also hold dates as numbers. */
const milliseconds: Record<Provider, (column: Prisma.Sql) => Prisma.Sql> = {
	sqlite: (column) => Prisma.sql`
		CASE typeof(${column}) WHEN 'integer' THEN ${column}
		ELSE CAST(ROUND((JULIANDAY(${column}) - 2440587.5) * 86400000) AS INTEGER) END`,
	postgresql: (column) => Prisma.sql`CAST(ROUND(EXTRACT(EPOCH FROM ${column}) * 1000) AS BIGINT)`
};

/**
 * State of an event of version 0.1. That version stored the state over all servers, which now follows from the
 * deliveries.
 */
const EventStateOf01 = Prisma.sql`
	CASE state WHEN 'dead' THEN 'unreadable' WHEN 'handled' THEN 'received' WHEN 'failed' THEN 'received' ELSE state END`;
const DeliveryStateOf01 = Prisma.sql`
	CASE state WHEN 'failed' THEN 'retrying' WHEN 'dead' THEN 'dead_letter' ELSE state END`;

/**
 * Event log of version 0.1. Its rows are copied to the numbered log a few at a time, the newest first, and then
 * deleted.
 *
 * Each step is one transaction, and the oldest row of the numbered log marks the progress. So a crash in the middle
 * loses nothing. Rows are not deleted one by one: their ids are in no order, so that would take nearly twice as long.
 */
export class OldLog {
	#mayBeLeft = true;

	public constructor(private readonly dependencies: OldLogDependencies) {}

	/** Returns whether old rows remain, copied or not. */
	public async isLeft(): Promise<boolean> {
		if (!this.#mayBeLeft) return false;
		const rows = await this.dependencies.direct.$queryRaw<unknown[]>`SELECT 1 FROM kick_old_events LIMIT 1`;
		// Rows are no longer added to this table.
		this.#mayBeLeft = rows.length > 0;
		return this.#mayBeLeft;
	}

	/**
	 * Returns whether a server still has to handle an event that is not copied.
	 *
	 * Servers that the bot has left do not count.
	 */
	public async hasUnfinished(): Promise<boolean> {
		const rows = await this.dependencies.direct.$queryRaw<unknown[]>`
			SELECT 1 FROM kick_old_deliveries
			WHERE state IN ('pending', 'failed') AND event_id < ${await lastCopied(this.dependencies.direct)}
				AND NOT EXISTS (SELECT 1 FROM kick_departures WHERE kick_departures.guild_id = kick_old_deliveries.guild_id)
			LIMIT 1`;
		return rows.length > 0;
	}

	/** Copies at most `limit` events with their deliveries, the newest first, in one transaction. Returns how many. */
	public copy(limit: number): Promise<number> {
		// Safe without waiting for the disk, because a step that a power cut undoes is copied again.
		const options = { waitsForDisk: false };
		return retryConflicts(() =>
			this.dependencies.direct.$transaction((transaction) => this.#copy(transaction, limit), options)
		);
	}

	/** Deletes all old rows. Call it when nothing is left to copy. Ends early when `isStopped` returns true. */
	public empty(isStopped: () => boolean): Promise<void> {
		return emptyOldLog[this.dependencies.provider](this.dependencies.direct, isStopped);
	}

	async #copy(transaction: Statements, limit: number): Promise<number> {
		const { last } = await lockHead(transaction, this.dependencies.provider);
		const rows = await this.#number(transaction, last, limit);
		if (rows.length > 0) await this.#insert(transaction, rows);
		return rows.length;
	}

	/** Numbers the newest rows that are not copied, below all existing numbers and below the head at the migration. */
	async #number(transaction: Statements, head: number, limit: number): Promise<MovedRow[]> {
		const [first] = await transaction.$queryRaw<{ seq: number | string | null; old: number | string | null }[]>`
			SELECT MIN(seq) AS seq, (SELECT last_seq FROM kick_log WHERE name = 'old') AS old FROM kick_events`;
		const rows = await transaction.$queryRaw<{ id: string; received_at: string | number }[]>`
			SELECT id, received_at FROM kick_old_events WHERE id < ${await lastCopied(transaction)}
			ORDER BY id DESC LIMIT ${limit}`;
		let next = Math.min(Number(first?.seq ?? head + 1), Number(first?.old ?? head) + 1);
		return rows.map(({ id, received_at }) => {
			next = previousSeq(next, new Date(received_at));
			return { id, seq: next };
		});
	}

	async #insert(transaction: Statements, rows: readonly MovedRow[]): Promise<void> {
		const { provider, rowSource } = this.dependencies;
		const ms = milliseconds[provider];
		const moved = rowSource(
			{ seq: 'number', id: 'text' },
			rows.map(({ seq, id }) => [BigInt(seq), id])
		);
		await transaction.$executeRaw`
			INSERT INTO kick_events (
				seq, event_id, message_key, type, version, source, subscription_id, broadcaster_user_id,
				sender_user_id, sent_at, received_at, payload, state, error, is_own
			)
			SELECT
				moved.seq, event_id, message_id, type, version, source, subscription_id, broadcaster_user_id,
				sender_user_id, ${ms(Prisma.sql`sent_at`)}, ${ms(Prisma.sql`received_at`)}, payload,
				${EventStateOf01}, error, is_own
			FROM (${moved}) AS moved JOIN kick_old_events AS old ON old.id = moved.id`;
		await transaction.$executeRaw`
			INSERT INTO kick_deliveries (consumer, guild_id, event_seq, state, attempts, error, updated_at)
			SELECT
				${ListenersConsumer}, guild_id, moved.seq, ${DeliveryStateOf01}, attempts, error,
				${ms(Prisma.sql`updated_at`)}
			FROM (${moved}) AS moved JOIN kick_old_deliveries AS old ON old.event_id = moved.id`;
	}
}

/** Returns the old id of the oldest event that is copied. */
async function lastCopied(statements: Statements): Promise<string> {
	const [row] = await statements.$queryRaw<{ id: string }[]>`
		SELECT id FROM kick_old_events
		WHERE event_id = (SELECT event_id FROM kick_events ORDER BY seq LIMIT 1)`;
	return row?.id ?? HighestOldId;
}
