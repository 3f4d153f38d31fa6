import { parseLogId, seqOfTime } from '../events/logIds.js';
import { Prisma } from '../prisma.js';
import type { EventLogQuery } from './types.js';

/** Numbers of the log between two others, without these; and up to one that is the last, from either side. */
export interface SeqRange {
	after: number | null;
	before: number | null;
	lowest?: number;
	highest?: number;
}

/** A number holds the time at which its event was received: so a time needs no index of its own. */
export function seqRange({
	before,
	after,
	from,
	to
}: Pick<EventLogQuery, 'from' | 'to' | 'before' | 'after'>): SeqRange {
	return {
		after: both(Math.max, after === undefined ? null : parseLogId(after), from ? seqOfTime(from) : null),
		before: both(Math.min, before === undefined ? null : parseLogId(before), to ? seqOfTime(to) : null)
	};
}

function both(choose: (...bounds: number[]) => number, one: number | null, other: number | null): number | null {
	if (one === null || other === null) return one ?? other;
	return choose(one, other);
}

/** Continues a WHERE. */
export function within(column: Prisma.Sql, { after, before, lowest, highest }: SeqRange): Prisma.Sql {
	const bounds = [
		after === null ? null : Prisma.sql`AND ${column} > ${BigInt(after)}`,
		before === null ? null : Prisma.sql`AND ${column} < ${BigInt(before)}`,
		lowest === undefined ? null : Prisma.sql`AND ${column} >= ${BigInt(lowest)}`,
		highest === undefined ? null : Prisma.sql`AND ${column} <= ${BigInt(highest)}`
	].filter((bound) => bound !== null);
	return bounds.length > 0 ? Prisma.join(bounds, ' ') : Prisma.empty;
}
