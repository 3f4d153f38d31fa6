import { ListenersConsumer } from '../consumers/wholeLog.js';
import { toEventRow } from '../events/eventRecord.js';
import { isForServer } from '../events/isForServer.js';
import { parseLogId, toLogId } from '../events/logIds.js';
import type { DeliveryState } from '../events/states.js';
import type { EventRow } from '../events/types.js';
import { Prisma, type PrismaClient } from '../prisma.js';
import type { Provider } from '../provider.js';
import { retryConflicts } from '../support/retryConflicts.js';
import { storable } from '../support/storable.js';
import { countDeliveries } from './countDeliveries.js';
import { dismissDelivery } from './dismissDelivery.js';
import { toLogRow, toWholeEvent } from './eventRecords.js';
import { rangesOfChannels, rangesOfGuild } from './handledRanges.js';
import { readActivity } from './readActivity.js';
import { readChat } from './readChat.js';
import { type NotableQuery, type NotableRows, readNotable } from './readNotable.js';
import { requeueEvent } from './requeueEvent.js';
import { isForward, seqRange, within } from './seqRange.js';
import { isInState, positionsOfListeners } from './stateFilter.js';
import type {
	ActivityBucketRow,
	ActivityQuery,
	ChannelScope,
	EventLogQuery,
	GuildLogQuery,
	LogAccess,
	LoggedEvent,
	LogPageRows,
	LogRow
} from './types.js';
import { unfinishedSeqs } from './unfinishedSeqs.js';
import { visibleSeqs } from './visibleSeqs.js';

/**
 * Read side of the event log: lists, pages and charts for people. `EventRepository` is the write side of the same
 * tables.
 */
export class EventLogRepository {
	readonly #prisma: PrismaClient;
	readonly #provider: Provider;

	public constructor(prisma: PrismaClient, provider: Provider) {
		this.#prisma = prisma;
		this.#provider = provider;
	}

	/** Returns the events of all servers, newest first. */
	public async list(query: EventLogQuery): Promise<LoggedEvent[]> {
		const { states, type, exceptType, source, limit } = query;
		const forward = isForward(query);
		const conditions = [
			Prisma.sql`TRUE ${within(Prisma.sql`kick_events.seq`, seqRange(query))}`,
			...(states ? [isInState(states)] : []),
			...(type === undefined ? [] : [Prisma.sql`kick_events.type = ${storable({ type }).type}`]),
			...(exceptType === undefined ? [] : [Prisma.sql`kick_events.type <> ${storable({ exceptType }).exceptType}`]),
			...(source === undefined ? [] : [Prisma.sql`kick_events.source = ${source}`])
		];
		const found = await this.#prisma.$queryRaw<{ seq: bigint }[]>`
			SELECT kick_events.seq FROM kick_events ${states ? positionsOfListeners : Prisma.empty}
			WHERE ${Prisma.join(conditions, ' AND ')}
			ORDER BY kick_events.seq ${forward ? Prisma.sql`ASC` : Prisma.sql`DESC`} LIMIT ${limit}`;
		const records = await this.#prisma.kickEvent.findMany({
			where: { seq: { in: found.map(({ seq }) => seq) } },
			orderBy: { seq: 'desc' },
			include: { deliveries: OfListeners }
		});
		const ranges = await rangesOfChannels(this.#prisma, records.map(channelOf));
		return records.map((record) => toWholeEvent(record, ranges));
	}

	/** Finds an event by id of the log, or by Kick's message id. */
	public async find(id: string): Promise<LoggedEvent | null> {
		const seq = parseLogId(id);
		const include = { deliveries: OfListeners };
		const record =
			(await this.#prisma.kickEvent.findUnique({ where: { eventId: storable({ id }).id }, include })) ??
			(seq === null ? null : await this.#prisma.kickEvent.findUnique({ where: { seq }, include }));
		return record && toWholeEvent(record, await rangesOfChannels(this.#prisma, [channelOf(record)]));
	}

	/** Returns a page as one server may see it. Its rows leave out the deliveries of other servers. */
	public page(scope: LogAccess, query: GuildLogQuery): Promise<LogPageRows<LogRow>> {
		return this.#page(scope, query, (seqs) => this.#rows(scope.guildId, seqs));
	}

	/** Returns a page like `page`, with payloads and with the state over all servers. */
	public pageWithPayload(scope: LogAccess, query: GuildLogQuery): Promise<LogPageRows<LoggedEvent>> {
		return this.#page(scope, query, async (seqs) => {
			const records = await this.#prisma.kickEvent.findMany({
				where: { seq: { in: seqs } },
				orderBy: { seq: 'desc' },
				include: { deliveries: OfListeners }
			});
			const ranges = await rangesOfChannels(this.#prisma, records.map(channelOf));
			return records.map((record) => forServer(toWholeEvent(record, ranges), scope.guildId));
		});
	}

	/** Returns those of the ids that the server may see, newest first. */
	public async rows({ guildId, broadcasterUserId }: LogAccess, ids: readonly string[]): Promise<LogRow[]> {
		const seqs = ids.map(parseLogId).filter((seq) => seq !== null);
		const rows = await this.#rows(guildId, seqs);
		return rows.filter((row) => row.deliveries.length > 0 || isOf(row, { guildId, broadcasterUserId }));
	}

	/** Returns these events with their payloads, for texts about them. The caller has checked who may see them. */
	public async withPayload(ids: readonly string[]): Promise<EventRow[]> {
		const seqs = ids.map(parseLogId).filter((seq) => seq !== null);
		return (await this.#prisma.kickEvent.findMany({ where: { seq: { in: seqs } } })).map(toEventRow);
	}

	/** Returns the ids of the newest events that the server still has to handle. */
	public async unfinished(guildId: string, limit: number): Promise<string[]> {
		return (await unfinishedSeqs(this.#prisma, guildId, limit)).map(toLogId);
	}

	/**
	 * Makes the event pending for these servers, whatever the state of its delivery. Nothing changes where it is still
	 * pending.
	 */
	public async requeue(id: string, guildIds: readonly string[]): Promise<void> {
		const seq = parseLogId(id);
		if (seq === null) return;
		await retryConflicts(() =>
			this.#prisma.$transaction(guildIds.map((guildId) => requeueEvent(this.#prisma, seq, guildId)))
		);
	}

	/** Dismisses a dead letter of the server, or an unreadable event. Returns `false` when it is neither. */
	public dismiss(id: string, guildId: string): Promise<boolean> {
		return retryConflicts(() => this.#prisma.$transaction((transaction) => dismissDelivery(transaction, id, guildId)));
	}

	/** Returns the newest chat messages of a channel, newest first, each once. Searches at most 5,000 events. */
	public chat(broadcasterUserId: number, limit: number): Promise<EventRow[]> {
		return readChat(this.#prisma, broadcasterUserId, limit);
	}

	/** Returns the newest events of a channel that are no chat messages; see {@link readNotable}. */
	public notable(scope: ChannelScope, query: NotableQuery): Promise<NotableRows> {
		return readNotable(this.#prisma, scope, query);
	}

	/** Returns whether the log has a message of the bot in this channel. */
	public async hasOwnMessage(broadcasterUserId: number): Promise<boolean> {
		const own = await this.#prisma.kickEvent.findFirst({
			where: { broadcasterUserId, isOwn: true },
			orderBy: { seq: 'desc' },
			select: { seq: true }
		});
		return own !== null;
	}

	/** Counts the events that failed in a server and wait for a person. */
	public countDeadLetters(guildId: string): Promise<number> {
		return this.#prisma.kickDelivery.count({
			where: { state: 'dead_letter', consumer: ListenersConsumer, guildId }
		});
	}

	/** Returns one row for each time of the chart. */
	public activity(scope: ChannelScope, query: ActivityQuery): Promise<ActivityBucketRow[]> {
		return readActivity(this.#prisma, this.#provider, scope, query);
	}

	/** Counts the events of a channel by state in a server. The times bound the receipt. */
	public countDeliveries(scope: ChannelScope, from: Date, to: Date): Promise<Record<DeliveryState, number>> {
		return countDeliveries(this.#prisma, scope, from, to);
	}

	/** Returns when the oldest event of the channel that the server may see was received. */
	public async oldest({ guildId, broadcasterUserId }: ChannelScope): Promise<Date | null> {
		const record = await this.#prisma.kickEvent.findFirst({
			where: { broadcasterUserId, OR: [{ guildId: null }, { guildId }] },
			orderBy: { seq: 'asc' },
			select: { receivedAt: true }
		});
		return record && new Date(Number(record.receivedAt));
	}

	async #page<Row extends { id: string }>(
		scope: LogAccess,
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
			include: { deliveries: { where: { consumer: ListenersConsumer, guildId } } }
		});
		const ranges = await rangesOfGuild(this.#prisma, guildId);
		return records.map((record) => toLogRow(record, ranges));
	}
}

const OfListeners = { where: { consumer: ListenersConsumer }, orderBy: { guildId: 'asc' } } as const;

function channelOf({ broadcasterUserId }: { broadcasterUserId: bigint | null }): number | null {
	return broadcasterUserId === null ? null : Number(broadcasterUserId);
}

/** Removes the deliveries of other servers, which this server must not see. */
function forServer(event: LoggedEvent, guildId: string): LoggedEvent {
	return { ...event, deliveries: event.deliveries.filter((delivery) => delivery.guildId === guildId) };
}

function isOf(row: LogRow, { guildId, broadcasterUserId }: LogAccess): boolean {
	return row.broadcasterUserId !== null && row.broadcasterUserId === broadcasterUserId && isForServer(row, guildId);
}
