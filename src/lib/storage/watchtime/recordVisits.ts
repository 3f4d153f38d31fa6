import type { Statements } from '../direct/DirectClient.js';
import type { RowSource } from '../direct/rowSources.js';
import { chunks } from '../support/chunks.js';
import { latenessLimit } from './foldBoundary.js';
import type { ViewerEvent } from './types.js';

interface Visit extends Span {
	broadcasterUserId: number;
	userId: number;
}

/**
 * Records the senders of these messages as present for `presenceMs` after each. Messages may be late: they extend
 * visits, join two, or create one.
 *
 * Call it after `countChatters` in the same transaction, because `foldVisits` of another process waits for the
 * chatter's row.
 */
export async function recordVisits(
	transaction: Statements,
	rowSource: RowSource,
	events: readonly ViewerEvent[],
	presenceMs: number
): Promise<void> {
	const seen = presences(events, presenceMs);
	for (const chunk of chunks(seen, 4)) {
		const { visits, newest } = await readVisits(transaction, rowSource, chunk);
		const inTime = chunk.filter(({ broadcasterUserId, from }) => from >= (newest.get(broadcasterUserId) ?? 0));
		const { written, deleted } = merge(inTime, visits);
		await deleteVisits(transaction, rowSource, deleted);
		await writeVisits(transaction, rowSource, written);
	}
}

/**
 * Returns the visits in these messages. Leaves out streamers, who do not watch their own stream. Overlapping visits of
 * one viewer are merged, so no two chunks have overlapping ones.
 */
function presences(events: readonly ViewerEvent[], presenceMs: number): Visit[] {
	const seen = events.flatMap(({ broadcasterUserId, chatter, chattedAt }): Visit[] => {
		if (broadcasterUserId === null || !chatter || chatter.userId === broadcasterUserId) return [];
		const from = chattedAt.getTime();
		return [{ broadcasterUserId, userId: chatter.userId, from, until: from + presenceMs }];
	});
	return mergeByViewer(seen);
}

/** Reads the visits around these, and for each channel the time before which a message is too late. */
async function readVisits(transaction: Statements, rowSource: RowSource, seen: readonly Visit[]) {
	const found = await transaction.$queryRaw<
		Record<'channel' | 'viewer' | 'from_time' | 'until_time' | 'newest', number | string | null>[]
	>`
		WITH seen (channel, viewer, from_time, until_time) AS (${rowSource(Columns, seen.map(values))})
		SELECT seen.channel, seen.viewer, visit.from_time, visit.until_time, (
			SELECT MAX(until_time) FROM kick_presences WHERE broadcaster_user_id = seen.channel
		) AS newest
		FROM seen
		LEFT JOIN kick_presences AS visit ON visit.broadcaster_user_id = seen.channel
			AND visit.user_id = seen.viewer
			AND visit.from_time <= seen.until_time
			AND visit.until_time >= seen.from_time`;
	const newest = new Map<number, number>();
	const visits: Visit[] = [];
	for (const row of found) {
		const broadcasterUserId = Number(row.channel);
		if (row.newest !== null) newest.set(broadcasterUserId, latenessLimit(Number(row.newest)));
		if (row.from_time === null) continue;
		const span = { from: Number(row.from_time), until: Number(row.until_time) };
		visits.push({ broadcasterUserId, userId: Number(row.viewer), ...span });
	}
	return { visits, newest };
}

function merge(seen: readonly Visit[], known: readonly Visit[]): { written: Visit[]; deleted: Visit[] } {
	const before = new Map(known.map((visit) => [keyOf(visit), visit.until]));
	const after = mergeByViewer([...seen, ...known]);
	const starts = new Set(after.map(keyOf));
	return {
		written: after.filter((visit) => before.get(keyOf(visit)) !== visit.until),
		deleted: known.filter((visit) => !starts.has(keyOf(visit)))
	};
}

function mergeByViewer(visits: readonly Visit[]): Visit[] {
	const viewers = new Map<string, Visit[]>();
	for (const visit of visits) {
		const key = `${visit.broadcasterUserId}:${visit.userId}`;
		const others = viewers.get(key);
		if (others) others.push(visit);
		else viewers.set(key, [visit]);
	}
	return [...viewers.values()].flatMap((own) => mergeSpans(own).map((span) => ({ ...own[0]!, ...span })));
}

function keyOf({ broadcasterUserId, userId, from }: Visit): string {
	return `${broadcasterUserId}:${userId}:${from}`;
}

async function deleteVisits(transaction: Statements, rowSource: RowSource, visits: readonly Visit[]): Promise<void> {
	for (const chunk of chunks(visits, 4)) {
		await transaction.$executeRaw`
			DELETE FROM kick_presences WHERE (broadcaster_user_id, user_id, from_time) IN (
				SELECT broadcaster_user_id, user_id, from_time FROM (${rowSource(Columns, chunk.map(values))}) AS visit
			)`;
	}
}

async function writeVisits(transaction: Statements, rowSource: RowSource, visits: readonly Visit[]): Promise<void> {
	for (const chunk of chunks(visits, 4)) {
		await transaction.$executeRaw`
			INSERT INTO kick_presences (broadcaster_user_id, user_id, from_time, until_time)
			${rowSource(Columns, chunk.map(values))}
			ON CONFLICT (broadcaster_user_id, user_id, from_time) DO UPDATE SET until_time = excluded.until_time`;
	}
}

const Columns = {
	broadcaster_user_id: 'number',
	user_id: 'number',
	from_time: 'number',
	until_time: 'number'
} as const;

function values({ broadcasterUserId, userId, from, until }: Visit) {
	return [BigInt(broadcasterUserId), BigInt(userId), BigInt(from), BigInt(until)];
}

/** Period in milliseconds. */
interface Span {
	from: number;
	until: number;
}

/** Merges overlapping spans and sorts them. */
function mergeSpans(spans: readonly Span[]): Span[] {
	const merged: Span[] = [];
	for (const span of spans.toSorted((one, other) => one.from - other.from)) {
		const last = merged.at(-1);
		if (last && span.from <= last.until) last.until = Math.max(last.until, span.until);
		else merged.push({ ...span });
	}
	return merged;
}
