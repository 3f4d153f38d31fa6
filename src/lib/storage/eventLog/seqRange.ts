import { positionOf, seqOfTime } from '../events/logIds.js';
import { Prisma } from '../prisma.js';
import type { EventLogQuery } from './types.js';

/** Range of log numbers: `after` and `before` are exclusive, `lowest` and `highest` inclusive. */
export interface SeqRange {
	after: number | null;
	before: number | null;
	lowest?: number;
	highest?: number;
}

/**
 * Converts the bounds of a query to a range of numbers. A number holds the time of the receipt, so times need no index
 * of their own.
 */
export function seqRange({
	before,
	after,
	from,
	to
}: Pick<EventLogQuery, 'from' | 'to' | 'before' | 'after'>): SeqRange {
	return {
		after: both(Math.max, after === undefined ? null : positionOf(after), from ? seqOfTime(from) : null),
		before: both(Math.min, before === undefined ? null : positionOf(before), to ? seqOfTime(to) : null)
	};
}

function both(choose: (...bounds: number[]) => number, one: number | null, other: number | null): number | null {
	if (one === null || other === null) return one ?? other;
	return choose(one, other);
}

/**
 * Returns whether a query asks for the events after another one, not before it. An invalid id has no position in the
 * log.
 */
export function isForward({ before, after }: Pick<EventLogQuery, 'before' | 'after'>): boolean {
	return before === undefined && after !== undefined && positionOf(after) !== null;
}

/** Returns the range as `AND …` conditions. */
export function within(column: Prisma.Sql, { after, before, lowest, highest }: SeqRange): Prisma.Sql {
	const bounds = [
		after === null ? null : Prisma.sql`AND ${column} > ${BigInt(after)}`,
		before === null ? null : Prisma.sql`AND ${column} < ${BigInt(before)}`,
		lowest === undefined ? null : Prisma.sql`AND ${column} >= ${BigInt(lowest)}`,
		highest === undefined ? null : Prisma.sql`AND ${column} <= ${BigInt(highest)}`
	].filter((bound) => bound !== null);
	return bounds.length > 0 ? Prisma.join(bounds, ' ') : Prisma.empty;
}
