import type { DirectClient } from '../direct/DirectClient.js';
import type { RowSource } from '../direct/rowSources.js';
import type { Statements } from '../direct/Statements.js';
import { Prisma } from '../prisma.js';
import { retryConflicts } from '../support/retryConflicts.js';
import type { Database } from '../types.js';
import { emptyOldLog, Highest } from './emptyOldLog.js';
import { previousSeq } from './logIds.js';
import { lockHead } from './numberEvents.js';
import { ListenersConsumer, type OldLogRepository } from './types.js';
import { UnfinishedStates } from './unfinishedStates.js';

interface OldLogParts {
	direct: DirectClient;
	rowSource: RowSource;
	provider: Database['provider'];
}

interface MovedRow {
	id: string;
	seq: number;
}

/** A column of version 0.1 in milliseconds since 1970. */
const milliseconds: Record<Database['provider'], (column: Prisma.Sql) => Prisma.Sql> = {
	sqlite: (column) => Prisma.sql`CAST(ROUND((JULIANDAY(${column}) - 2440587.5) * 86400000) AS INTEGER)`,
	postgresql: (column) => Prisma.sql`CAST(ROUND(EXTRACT(EPOCH FROM ${column}) * 1000) AS BIGINT)`
};

/**
 * The event log of version 0.1, whose rows are copied to the numbered log a few at a time, the newest first, and then deleted.
 *
 * Each step is one transaction, and the oldest row of the numbered log says how far it has come: a process that ends in the middle
 * loses nothing. To delete each row when it is copied would take three times as long, because its ids are in no order.
 */
export class OldLog implements OldLogRepository {
	#mayBeLeft = true;

	public constructor(private readonly parts: OldLogParts) {}

	public async isLeft(): Promise<boolean> {
		if (!this.#mayBeLeft) return false;
		const rows = await this.parts.direct.$queryRaw<unknown[]>`SELECT 1 FROM kick_old_events LIMIT 1`;
		// Nobody adds to it any more.
		this.#mayBeLeft = rows.length > 0;
		return this.#mayBeLeft;
	}

	public async hasUnfinished(): Promise<boolean> {
		const rows = await this.parts.direct.$queryRaw<unknown[]>`
			SELECT 1 FROM kick_old_deliveries
			WHERE state IN (${Prisma.join([...UnfinishedStates])}) AND event_id < ${await lastCopied(this.parts.direct)}
			LIMIT 1`;
		return rows.length > 0;
	}

	public async copy(limit: number): Promise<number> {
		// After a power cut, the oldest row is where it was.
		const options = { waitsForDisk: false };
		return retryConflicts(() =>
			this.parts.direct.$transaction((transaction) => this.#copy(transaction, limit), options)
		);
	}

	public empty(): Promise<void> {
		return emptyOldLog[this.parts.provider](this.parts.direct);
	}

	async #copy(transaction: Statements, limit: number): Promise<number> {
		const head = await lockHead(transaction);
		const rows = await this.#number(transaction, head, limit);
		if (rows.length > 0) await this.#insert(transaction, rows);
		return rows.length;
	}

	/** Gives the newest rows that are not copied the numbers below all others. */
	async #number(transaction: Statements, head: number, limit: number): Promise<MovedRow[]> {
		const [first] = await transaction.$queryRaw<{ seq: number | string | null }[]>`
			SELECT MIN(seq) AS seq FROM kick_events`;
		const rows = await transaction.$queryRaw<{ id: string; received_at: string }[]>`
			SELECT id, received_at FROM kick_old_events WHERE id < ${await lastCopied(transaction)}
			ORDER BY id DESC LIMIT ${limit}`;
		let next = first?.seq == null ? head + 1 : Number(first.seq);
		return rows.map(({ id, received_at }) => {
			next = previousSeq(next, new Date(received_at));
			return { id, seq: next };
		});
	}

	async #insert(transaction: Statements, rows: readonly MovedRow[]): Promise<void> {
		const { provider, rowSource } = this.parts;
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
				sender_user_id, ${ms(Prisma.sql`sent_at`)}, ${ms(Prisma.sql`received_at`)}, payload, state, error, is_own
			FROM (${moved}) AS moved JOIN kick_old_events AS old ON old.id = moved.id`;
		await transaction.$executeRaw`
			INSERT INTO kick_deliveries (consumer, guild_id, event_seq, state, attempts, error, updated_at)
			SELECT ${ListenersConsumer}, guild_id, moved.seq, state, attempts, error, ${ms(Prisma.sql`updated_at`)}
			FROM (${moved}) AS moved JOIN kick_old_deliveries AS old ON old.event_id = moved.id`;
	}
}

/** The old id of the oldest event that is copied. */
async function lastCopied(statements: Statements): Promise<string> {
	const [row] = await statements.$queryRaw<{ id: string }[]>`
		SELECT id FROM kick_old_events
		WHERE event_id = (SELECT event_id FROM kick_events ORDER BY seq LIMIT 1)`;
	return row?.id ?? Highest;
}
