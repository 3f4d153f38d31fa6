import { encodeTime, TIME_LEN, TIME_MAX } from 'ulid';
import { Prisma } from '../prisma.js';
import { storable } from '../support/storable.js';
import type { EventLogQuery } from './types.js';

/** Ids of the log between two others, without these; and up to one that is the last, from either side. */
export interface IdRange {
	after: string | null;
	before: string | null;
	lowest?: string;
	highest?: string;
}

/** Ids begin with the time at which an event was received: so a time needs no index of its own. */
export function idRange(query: Pick<EventLogQuery, 'from' | 'to' | 'before' | 'after'>): IdRange {
	const { before, after } = storable({ before: query.before ?? null, after: query.after ?? null });
	const from = query.from ? timeId(query.from) : null;
	const to = query.to ? timeId(query.to) : null;
	return {
		after: after && from && from > after ? from : (after ?? from),
		before: before && to && to < before ? to : (before ?? to)
	};
}

/** Less than the ids of that millisecond, and more than all before. */
export function timeId(date: Date): string {
	const time = Number.isNaN(date.getTime()) ? 0 : date.getTime();
	return encodeTime(Math.min(Math.max(time, 0), TIME_MAX), TIME_LEN);
}

/** Continues a WHERE. */
export function within(column: Prisma.Sql, { after, before, lowest, highest }: IdRange): Prisma.Sql {
	const bounds = [
		after === null ? null : Prisma.sql`AND ${column} > ${after}`,
		before === null ? null : Prisma.sql`AND ${column} < ${before}`,
		lowest === undefined ? null : Prisma.sql`AND ${column} >= ${lowest}`,
		highest === undefined ? null : Prisma.sql`AND ${column} <= ${highest}`
	].filter((bound) => bound !== null);
	return bounds.length > 0 ? Prisma.join(bounds, ' ') : Prisma.empty;
}
