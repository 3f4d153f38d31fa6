import type { DirectClient } from '../direct/DirectClient.js';
import type { RowSource } from '../direct/rowSources.js';
import type { Statements } from '../direct/Statements.js';
import { Prisma } from '../prisma.js';
import { retryConflicts } from '../support/retryConflicts.js';
import type { Database } from '../types.js';
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
 * The event log of version 0.1, whose rows are moved to the numbered log a few at a time, the newest first.
 *
 * Each step is one transaction, and what is left here is what is to be done: a process that ends in the middle loses nothing.
 */
export class OldLog implements OldLogRepository {
	#isWaiting = true;
	/** Everything from this id on is moved. PostgreSQL would otherwise read past all deleted rows in each step. */
	#below = '~';

	public constructor(private readonly parts: OldLogParts) {}

	public get isWaiting(): boolean {
		return this.#isWaiting;
	}

	public async hasUnfinished(): Promise<boolean> {
		const rows = await this.parts.direct.$queryRaw<unknown[]>`
			SELECT 1 FROM kick_old_deliveries WHERE state IN (${Prisma.join([...UnfinishedStates])}) LIMIT 1`;
		return rows.length > 0;
	}

	public async move(limit: number): Promise<number> {
		const moved = await retryConflicts(() =>
			// After a power cut the rows are where they were before, or where they were moved to.
			this.parts.direct.$transaction((transaction) => this.#move(transaction, limit), { waitsForDisk: false })
		);
		this.#below = moved.at(-1)?.id ?? this.#below;
		if (moved.length === 0) this.#isWaiting = false;
		return moved.length;
	}

	async #move(transaction: Statements, limit: number): Promise<MovedRow[]> {
		const rows = await this.#number(transaction, limit);
		const last = rows.at(-1);
		if (!last) return [];
		await this.#insert(transaction, rows);
		await transaction.$executeRaw`DELETE FROM kick_old_deliveries WHERE event_id >= ${last.id}`;
		await transaction.$executeRaw`DELETE FROM kick_old_events WHERE id >= ${last.id}`;
		return rows;
	}

	/** Gives the newest rows the numbers below all others, and keeps other processes from doing the same. */
	async #number(transaction: Statements, limit: number): Promise<MovedRow[]> {
		await lockHead(transaction);
		const [first] = await transaction.$queryRaw<{ seq: number | string | null }[]>`
			SELECT MIN(seq) AS seq FROM kick_events`;
		const rows = await transaction.$queryRaw<{ id: string; received_at: string }[]>`
			SELECT id, received_at FROM kick_old_events WHERE id < ${this.#below} ORDER BY id DESC LIMIT ${limit}`;
		let next = first?.seq == null ? Number.POSITIVE_INFINITY : Number(first.seq);
		const numbered = rows.map(({ id, received_at }) => {
			next = previousSeq(next, new Date(received_at));
			return { id, seq: next };
		});
		const [newest] = numbered;
		if (newest) {
			await transaction.$executeRaw`
				UPDATE kick_log SET last_seq = ${BigInt(newest.seq)}
				WHERE name = 'events' AND last_seq < ${BigInt(newest.seq)}`;
		}
		return numbered;
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
			FROM (${moved}) AS moved JOIN kick_old_events AS old ON old.id = moved.id
			WHERE TRUE
			ON CONFLICT DO NOTHING`;
		await transaction.$executeRaw`
			INSERT INTO kick_deliveries (consumer, guild_id, event_seq, state, attempts, error, updated_at)
			SELECT ${ListenersConsumer}, guild_id, moved.seq, old.state, attempts, old.error, ${ms(Prisma.sql`updated_at`)}
			FROM (${moved}) AS moved
			JOIN kick_old_deliveries AS old ON old.event_id = moved.id
			JOIN kick_events ON kick_events.seq = moved.seq
			WHERE TRUE
			ON CONFLICT DO NOTHING`;
	}
}
