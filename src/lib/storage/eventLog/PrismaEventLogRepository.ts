import { ListenersConsumer } from '../cursors.js';
import { rowSources } from '../direct/rowSources.js';
import { parseLogId } from '../events/logIds.js';
import type { DeliveryState, EventRow } from '../events/types.js';
import { unfinishedIds } from '../events/unfinishedIds.js';
import type { PrismaClient } from '../prisma.js';
import { retryConflicts } from '../support/retryConflicts.js';
import { rowLocks } from '../support/rowLocks.js';
import { storable } from '../support/storable.js';
import type { Database } from '../types.js';
import { countDeliveries } from './countDeliveries.js';
import { dismissDelivery } from './dismissDelivery.js';
import { toLoggedEvent, toLogRow } from './eventRecords.js';
import { readActivity } from './readActivity.js';
import { readChat } from './readChat.js';
import { isForward, seqRange } from './seqRange.js';
import type {
	ActivityBucketRow,
	ActivityQuery,
	EventLogQuery,
	EventLogRepository,
	GuildLogQuery,
	GuildScope,
	LoggedEvent,
	LogPageRows,
	LogRow
} from './types.js';
import { visibleSeqs } from './visibleSeqs.js';

export class PrismaEventLogRepository implements EventLogRepository {
	readonly #prisma: PrismaClient;
	readonly #provider: Database['provider'];

	public constructor(prisma: PrismaClient, provider: Database['provider']) {
		this.#prisma = prisma;
		this.#provider = provider;
	}

	public async list(query: EventLogQuery): Promise<LoggedEvent[]> {
		const { after, before } = seqRange(query);
		const { states, type, source } = query;
		const forward = isForward(query);
		const records = await this.#prisma.kickEvent.findMany({
			where: {
				...(states && { state: { in: [...states] } }),
				...(type !== undefined && { type: storable({ type }).type }),
				...(source !== undefined && { source }),
				seq: { ...(after !== null && { gt: after }), ...(before !== null && { lt: before }) }
			},
			orderBy: { seq: forward ? 'asc' : 'desc' },
			take: query.limit,
			include: { deliveries: { orderBy: { guildId: 'asc' } } }
		});
		const events = records.map(toLoggedEvent);
		return forward ? events.reverse() : events;
	}

	public async find(id: string): Promise<LoggedEvent | null> {
		const seq = parseLogId(id);
		const include = { deliveries: { orderBy: { guildId: 'asc' } } } as const;
		const record =
			(await this.#prisma.kickEvent.findUnique({ where: { eventId: storable({ id }).id }, include })) ??
			(seq === null ? null : await this.#prisma.kickEvent.findUnique({ where: { seq }, include }));
		return record && toLoggedEvent(record);
	}

	public page(scope: GuildScope, query: GuildLogQuery): Promise<LogPageRows> {
		return this.#page(scope, query, (seqs) => this.#rows(scope.guildId, seqs));
	}

	public pageWithPayload(scope: GuildScope, query: GuildLogQuery): Promise<LogPageRows<LoggedEvent>> {
		return this.#page(scope, query, async (seqs) => {
			const records = await this.#prisma.kickEvent.findMany({
				where: { seq: { in: seqs } },
				orderBy: { seq: 'desc' },
				include: { deliveries: { where: { guildId: scope.guildId } } }
			});
			return records.map(toLoggedEvent);
		});
	}

	public async rows({ guildId, broadcasterUserId }: GuildScope, ids: readonly string[]): Promise<LogRow[]> {
		const seqs = ids.map(parseLogId).filter((seq) => seq !== null);
		const rows = await this.#rows(guildId, seqs);
		return rows.filter((row) => row.deliveries.length > 0 || isOf(row, broadcasterUserId));
	}

	public unfinished(guildId: string, limit: number): Promise<string[]> {
		return unfinishedIds(this.#prisma, guildId, 'newest', limit);
	}

	public async requeue(id: string, guildIds: readonly string[]): Promise<void> {
		const seq = parseLogId(id);
		if (seq === null) return;
		const consumer = ListenersConsumer;
		const fresh = { state: 'pending', attempts: 0, error: null, updatedAt: Date.now() };
		await retryConflicts(() =>
			this.#prisma.$transaction([
				this.#prisma.kickEvent.update({ where: { seq }, data: { state: 'received', error: null } }),
				...guildIds.map((guildId) =>
					this.#prisma.kickDelivery.upsert({
						where: { consumer_guildId_eventSeq: { consumer, guildId, eventSeq: seq } },
						create: { consumer, guildId, eventSeq: seq, ...fresh },
						update: fresh
					})
				)
			])
		);
	}

	public dismiss(id: string, guildId: string): Promise<boolean> {
		const [locks, rowSource] = [rowLocks[this.#provider], rowSources[this.#provider]];
		return retryConflicts(() =>
			this.#prisma.$transaction((transaction) => dismissDelivery(transaction, id, guildId, locks, rowSource))
		);
	}

	public chat(broadcasterUserId: number, limit: number): Promise<EventRow[]> {
		return readChat(this.#prisma, broadcasterUserId, limit);
	}

	public activity(broadcasterUserId: number, query: ActivityQuery): Promise<ActivityBucketRow[]> {
		return readActivity(this.#prisma, this.#provider, broadcasterUserId, query);
	}

	public countDeliveries(guildId: string, from: Date, to: Date): Promise<Record<DeliveryState, number>> {
		return countDeliveries(this.#prisma, guildId, from, to);
	}

	public async oldest(broadcasterUserId: number): Promise<Date | null> {
		const record = await this.#prisma.kickEvent.findFirst({
			where: { broadcasterUserId },
			orderBy: { seq: 'asc' },
			select: { receivedAt: true }
		});
		return record && new Date(Number(record.receivedAt));
	}

	async #page<Row extends LogRow>(
		scope: GuildScope,
		query: GuildLogQuery,
		read: (seqs: number[]) => Promise<Row[]>
	): Promise<LogPageRows<Row>> {
		const { seqs, next } = await visibleSeqs(this.#prisma, scope, query);
		const rows = await read(seqs);
		if (isForward(query)) {
			return { rows, newer: next, older: rows.at(-1)?.id ?? query.after ?? null };
		}
		return { rows, newer: query.before === undefined ? null : (rows[0]?.id ?? query.before), older: next };
	}

	async #rows(guildId: string, seqs: number[]): Promise<LogRow[]> {
		const records = await this.#prisma.kickEvent.findMany({
			where: { seq: { in: seqs } },
			orderBy: { seq: 'desc' },
			omit: { payload: true },
			include: { deliveries: { where: { guildId } } }
		});
		return records.map(toLogRow);
	}
}

function isOf(row: LogRow, broadcasterUserId: number | null): boolean {
	return row.broadcasterUserId !== null && row.broadcasterUserId === broadcasterUserId;
}
