import type { Statements } from '../direct/DirectClient.js';
import { isFor, isForServer } from '../events/isForServer.js';
import { UnfinishedStates } from '../events/states.js';
import { fromStoredRow, type StoredRow } from '../events/storedRow.js';
import { Prisma } from '../prisma.js';
import type { CursorPosition, QueuedEvent, QueueKey, QueuePage } from './types.js';
import { ofTypes } from './waitingQueues.js';

interface Cursor extends CursorPosition {
	head: number;
}

/** Returns the next events of a queue: replayed ones, or those after its cursors. */
export async function nextEvents(
	statements: Statements,
	queue: QueueKey,
	types: readonly string[] | null,
	limit: number
): Promise<QueuePage> {
	const cursors = await readCursors(statements, queue);
	const replayed = await replayedEvents(statements, queue, cursors, types, limit);
	// A queue without a cursor has only replayed events.
	const head = cursors[0]?.head ?? 0;
	if (replayed.length > 0) return { events: replayed, hasMore: true, head };
	const pages = await Promise.all(cursors.map((cursor) => eventsAfter(statements, queue, cursor, types, limit)));
	const events = pages.flat().sort((one, other) => one.seq - other.seq);
	return {
		events: events.slice(0, limit),
		head,
		hasMore: pages.some(({ length }) => length === limit) || events.length > limit
	};
}

async function readCursors(statements: Statements, { consumer, guildId }: QueueKey): Promise<Cursor[]> {
	const rows = await statements.$queryRaw<
		{ broadcaster_user_id: number | string; seq: number | string; last_seq: number | string }[]
	>`
		SELECT broadcaster_user_id, seq, last_seq FROM kick_cursors JOIN kick_log ON name = 'events'
		WHERE consumer = ${consumer} AND guild_id = ${guildId}`;
	return rows.map((row) => ({
		broadcasterUserId: Number(row.broadcaster_user_id),
		seq: Number(row.seq),
		head: Number(row.last_seq)
	}));
}

/**
 * Returns events that are to be handled again. Leaves out an event that failed at the cursor, because it is the
 * next one there.
 */
async function replayedEvents(
	statements: Statements,
	{ consumer, guildId }: QueueKey,
	cursors: readonly Cursor[],
	types: readonly string[] | null,
	limit: number
): Promise<QueuedEvent[]> {
	const ofStates = UnfinishedStates.map(
		(state) => Prisma.sql`
			SELECT event_seq, state FROM (
				SELECT event_seq, state FROM kick_deliveries
				WHERE state = ${state} AND consumer = ${consumer} AND guild_id = ${guildId}
				ORDER BY event_seq LIMIT ${limit}
			) AS of_state`
	);
	const rows = await statements.$queryRaw<(StoredRow & { delivery: string })[]>`
		SELECT unfinished.state AS delivery, kick_events.*
		FROM (${Prisma.join(ofStates, ' UNION ALL ')}) AS unfinished
		JOIN kick_events ON kick_events.seq = unfinished.event_seq
		WHERE TRUE ${ofTypes(types)}
		ORDER BY kick_events.seq LIMIT ${limit}`;
	return rows
		.filter((row) => {
			const cursor = cursors.find(({ broadcasterUserId }) => broadcasterUserId === Number(row.broadcaster_user_id));
			// Without a cursor for the channel, the server is no longer linked.
			if (!cursor) return false;
			const isNext = Number(row.seq) > cursor.seq && isAnnounced(row, guildId);
			return row.delivery === 'pending' || !isNext;
		})
		.map((row) => ({ event: fromStoredRow(row), seq: Number(row.seq), cursorOf: null, hasRow: true }));
}

/** Returns whether a cursor of the server stops at the event. The conditions are those of `eventsAfter`. */
function isAnnounced({ state, guild_id }: StoredRow, guildId: string): boolean {
	return state === 'received' && isForServer({ guildId: guild_id }, guildId);
}

/**
 * Returns the events after a cursor, up to the head as it was read before. So the queue knows that it has everything up
 * to there.
 */
async function eventsAfter(
	statements: Statements,
	{ consumer, guildId }: QueueKey,
	{ broadcasterUserId, seq, head }: Cursor,
	types: readonly string[] | null,
	limit: number
): Promise<QueuedEvent[]> {
	if (head <= seq) return [];
	const rows = await statements.$queryRaw<(StoredRow & { delivery: string | null })[]>`
		SELECT kick_deliveries.state AS delivery, kick_events.*
		FROM kick_events LEFT JOIN kick_deliveries
			ON kick_deliveries.consumer = ${consumer} AND kick_deliveries.guild_id = ${guildId}
				AND kick_deliveries.event_seq = kick_events.seq AND kick_deliveries.state = 'retrying'
		WHERE kick_events.broadcaster_user_id = ${BigInt(broadcasterUserId)}
			AND kick_events.seq > ${BigInt(seq)} AND kick_events.seq <= ${BigInt(head)}
			AND kick_events.state = 'received'
			AND ${isFor(guildId)}
			AND NOT EXISTS (
				SELECT 1 FROM kick_deliveries AS final
				WHERE final.consumer = ${consumer} AND final.guild_id = ${guildId} AND final.event_seq = kick_events.seq
					AND final.state <> 'retrying'
			)
			${ofTypes(types)}
		ORDER BY kick_events.seq LIMIT ${limit}`;
	return rows.map((row) => ({
		event: fromStoredRow(row),
		seq: Number(row.seq),
		cursorOf: broadcasterUserId,
		hasRow: row.delivery !== null
	}));
}
