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

/** A number holds the time at which its event was received: so a time needs no index of its own. */
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

/** Whether a query asks for what follows an event, and not for what is before. An id that is none has no place in the log. */
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
