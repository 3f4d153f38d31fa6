import { ListenersConsumer } from '../consumers/wholeLog.js';
import { isFor } from '../events/isForServer.js';
import { toLogId } from '../events/logIds.js';
import { Prisma, type PrismaClient } from '../prisma.js';
import { type HandledRange, isHandledIn, isWaitingIn, rangesOfGuild } from './handledRanges.js';
import { isForward, type SeqRange, seqRange, within } from './seqRange.js';
import { isInState, positionsOfListeners } from './stateFilter.js';
import type { GuildLogQuery, LogAccess } from './types.js';

/** Maximum number of events that one statement reads, so that other statements on SQLite do not wait for long. */
const SliceSize = 2_000;
/** Limits the search for a rare state to 100,000 events, the usual size of a server's log. */
const MaxSlices = 50;

interface SeqPage {
	/** Numbers in the order of the direction. */
	seqs: number[];
	/** Cursor of the next page; `null` at the end. */
	next: string | null;
}

/** Returns the numbers of the events of a page, as one server may see them. */
export async function visibleSeqs(prisma: PrismaClient, scope: LogAccess, query: GuildLogQuery): Promise<SeqPage> {
	const cursor = new EventCursor(prisma, scope, query, await rangesOfGuild(prisma, scope.guildId));
	const wanted = query.limit + 1;
	if (!cursor.filters) return cut(await cursor.first(wanted), query.limit, null);
	const found: number[] = [];
	for (let slice = 0; slice < MaxSlices; slice++) {
		const { edge, size } = await cursor.nextEdge();
		if (edge === null) return cut(found, query.limit, null);
		found.push(...(await cursor.matching(edge, wanted - found.length)));
		if (found.length >= wanted || size < SliceSize) return cut(found, query.limit, null);
		cursor.skipTo(edge);
	}
	return cut(found, query.limit, cursor.edge);
}

function cut(found: number[], limit: number, edge: number | null): SeqPage {
	const seqs = found.slice(0, limit);
	const next = found.length > limit ? (seqs.at(-1) ?? null) : edge;
	return { seqs, next: next === null ? null : toLogId(next) };
}

/** Cursor over one server's events, from new to old or from old to new. */
class EventCursor {
	/** Conditions that need the event itself; `null` when the indexes are enough. */
	public readonly filters: Prisma.Sql | null;
	readonly #isForward: boolean;
	#range: SeqRange;

	public constructor(
		private readonly prisma: PrismaClient,
		private readonly scope: LogAccess,
		private readonly query: GuildLogQuery,
		private readonly ranges: readonly HandledRange[]
	) {
		this.#range = seqRange(query);
		this.#isForward = isForward(query);
		this.filters = filtersOf(query, ranges, scope.guildId);
	}

	/** Last number that was searched. */
	public get edge(): number | null {
		return this.#isForward ? this.#range.after : this.#range.before;
	}

	public skipTo(edge: number): void {
		this.#range = this.#isForward ? { ...this.#range, after: edge } : { ...this.#range, before: edge };
	}

	public async first(limit: number): Promise<number[]> {
		return seqsOf(await this.prisma.$queryRaw`${this.#visible(this.#range, limit)} ${this.#order} LIMIT ${limit}`);
	}

	/** Returns the last of the next {@link SliceSize} events, and how many there are. */
	public async nextEdge(): Promise<{ edge: number | null; size: number }> {
		const last = this.#isForward ? Prisma.sql`MAX(seq)` : Prisma.sql`MIN(seq)`;
		const [row] = await this.prisma.$queryRaw<{ edge: bigint | null; size: bigint }[]>`
			SELECT ${last} AS edge, COUNT(*) AS size
			FROM (${this.#visible(this.#range, SliceSize)} ${this.#order} LIMIT ${SliceSize}) AS slice`;
		const edge = row?.edge ?? null;
		return { edge: edge === null ? null : Number(edge), size: Number(row?.size ?? 0) };
	}

	/**
	 * Returns matching events up to the edge. Limits by the edge, not by a count, because new events must not push out
	 * others.
	 */
	public async matching(edge: number, limit: number): Promise<number[]> {
		const range = { ...this.#range, ...(this.#isForward ? { highest: edge } : { lowest: edge }) };
		return seqsOf(
			await this.prisma.$queryRaw`
				SELECT kick_events.seq AS seq
				FROM (${this.#visible(range, null)}) AS slice
				JOIN kick_events ON kick_events.seq = slice.seq
				LEFT JOIN kick_deliveries
					ON kick_deliveries.event_seq = kick_events.seq AND kick_deliveries.guild_id = ${this.scope.guildId}
						AND kick_deliveries.consumer = ${ListenersConsumer}
				${this.query.overall ? positionsOfListeners : Prisma.empty}
				WHERE ${this.filters}
				${this.#order} LIMIT ${limit}`
		);
	}

	get #order(): Prisma.Sql {
		return this.#isForward ? Prisma.sql`ORDER BY seq` : Prisma.sql`ORDER BY seq DESC`;
	}

	/** Selects all events that the server may see. Each part reads its index from one end, and no further than needed. */
	#visible(range: SeqRange, limit: number | null): Prisma.Sql {
		const newest = limit === null ? Prisma.empty : Prisma.sql`${this.#order} LIMIT ${limit}`;
		const part = (seqs: Prisma.Sql) => Prisma.sql`SELECT seq FROM (${seqs} ${newest}) AS part`;
		const { guildId, broadcasterUserId } = this.scope;
		const { delivery } = this.query;
		const hasRows = delivery !== undefined && delivery !== 'none';
		const withRow = part(Prisma.sql`
			SELECT event_seq AS seq FROM kick_deliveries
			WHERE consumer = ${ListenersConsumer} AND guild_id = ${guildId}
				${hasRows ? Prisma.sql`AND state = ${delivery}` : Prisma.empty} ${within(Prisma.sql`event_seq`, range)}`);
		if (delivery === 'retrying' || delivery === 'dead_letter' || delivery === 'dismissed') return withRow;
		const inRanges = this.ranges
			.filter(({ broadcasterUserId: channel }) => delivery !== 'none' && (hasRows || channel !== broadcasterUserId))
			.filter(({ isOpen }) => isOpen || delivery !== 'pending')
			.map((given) => part(inRange(given, range, guildId, delivery === 'pending')));
		if (hasRows) return Prisma.join([withRow, ...inRanges], ' UNION ');
		const ofChannel =
			broadcasterUserId === null
				? []
				: [
						part(Prisma.sql`
							SELECT seq FROM kick_events
							WHERE broadcaster_user_id = ${BigInt(broadcasterUserId)} AND ${isFor(guildId)}
								${within(Prisma.sql`seq`, range)}`)
					];
		return Prisma.join(
			delivery === 'none' && ofChannel.length > 0 ? ofChannel : [withRow, ...inRanges, ...ofChannel],
			' UNION '
		);
	}
}

/** Selects events of a range that is, or was, for the server. With `waits`, selects those that may be pending. */
function inRange(given: HandledRange, range: SeqRange, guildId: string, waits: boolean): Prisma.Sql {
	const lowest = waits ? given.handledUpTo : given.after;
	return Prisma.sql`
		SELECT seq FROM kick_events
		WHERE broadcaster_user_id = ${BigInt(given.broadcasterUserId)} AND state = 'received' AND ${isFor(guildId)}
			AND seq > ${BigInt(lowest)}
			${given.isOpen ? Prisma.empty : Prisma.sql`AND seq <= ${BigInt(given.handledUpTo)}`}
			${within(Prisma.sql`seq`, range)}`;
}

function filtersOf(
	{ type, exceptType, source, states, overall, delivery }: GuildLogQuery,
	ranges: readonly HandledRange[],
	guildId: string
): Prisma.Sql | null {
	const filters: Prisma.Sql[] = [];
	if (type !== undefined) filters.push(Prisma.sql`kick_events.type = ${type.replaceAll('\0', '')}`);
	if (exceptType !== undefined) filters.push(Prisma.sql`kick_events.type <> ${exceptType.replaceAll('\0', '')}`);
	if (source !== undefined) filters.push(Prisma.sql`kick_events.source = ${source}`);
	if (states) filters.push(Prisma.sql`kick_events.state IN (${Prisma.join([...states])})`);
	if (overall) filters.push(isInState([overall]));
	const isHandled = isHandledIn(ranges, guildId);
	const isWaiting = isWaitingIn(ranges, guildId);
	if (delivery === 'handled') filters.push(withRowOr('handled', isHandled));
	if (delivery === 'pending') filters.push(withRowOr('pending', isWaiting));
	if (delivery === 'none') {
		filters.push(Prisma.sql`kick_deliveries.event_seq IS NULL AND NOT (${isHandled} OR ${isWaiting})`);
	}
	return filters.length > 0 ? Prisma.join(filters, ' AND ') : null;
}

function withRowOr(state: string, derived: Prisma.Sql): Prisma.Sql {
	return Prisma.sql`(kick_deliveries.state = ${state} OR kick_deliveries.event_seq IS NULL AND ${derived})`;
}

function seqsOf(rows: unknown): number[] {
	return (rows as { seq: bigint }[]).map(({ seq }) => Number(seq));
}
