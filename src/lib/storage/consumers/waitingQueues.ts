import type { Statements } from '../direct/DirectClient.js';
import { seqOfTime } from '../events/logIds.js';
import { UnfinishedStates } from '../events/states.js';
import { Prisma } from '../prisma.js';
import type { ConsumerKey, QueueKey, WaitingQueue } from './types.js';

interface QueueRow {
	guild_id: string;
	position: number | string;
}

/** Age at which a cursor without wanted events moves to the head of the log. */
const IdleMs = 60_000;

/** Returns each queue that has an event after its cursor, or a replayed one. */
export async function waitingQueues(statements: Statements, consumer: ConsumerKey): Promise<WaitingQueue[]> {
	const rows = await statements.$queryRaw<QueueRow[]>`
		SELECT guild_id, seq AS position FROM kick_cursors
		WHERE consumer = ${consumer.name} AND guild_id <> '' AND EXISTS (${wantedAfterCursor(consumer.types)})
		UNION ALL ${replayed(consumer)}
		ORDER BY guild_id`;
	const positions = new Map<string, string>();
	for (const { guild_id, position } of rows) {
		const known = positions.get(guild_id);
		positions.set(guild_id, known === undefined ? `${position}` : `${known} ${position}`);
	}
	return [...positions].map(([guildId, position]) => ({ consumer: consumer.name, guildId, position }));
}

/** Returns the queues whose channel got an event after one number and up to another, and those with replayed events. */
export async function waitingBetween(
	statements: Statements,
	consumer: ConsumerKey,
	after: number,
	upTo: number
): Promise<QueueKey[]> {
	const rows = await statements.$queryRaw<Pick<QueueRow, 'guild_id'>[]>`
		SELECT guild_id FROM kick_cursors
		WHERE consumer = ${consumer.name} AND guild_id <> '' AND broadcaster_user_id IN (
			SELECT DISTINCT broadcaster_user_id FROM kick_events
			WHERE seq > ${BigInt(after)} AND seq <= ${BigInt(upTo)} AND state = 'received' ${ofTypes(consumer.types)}
		)
		UNION SELECT guild_id FROM (${replayed(consumer)}) AS replayed
		ORDER BY guild_id`;
	return rows.map(({ guild_id }) => ({ consumer: consumer.name, guildId: guild_id }));
}

/**
 * Moves cursors to the head of the log where no wanted event follows. Otherwise a start would search days of other
 * events.
 *
 * Only moves cursors that are a minute old, because a write for each event would cost more.
 */
export async function skipUnwanted(statements: Statements, consumer: ConsumerKey, head: number): Promise<void> {
	const aMinuteAgo = seqOfTime(new Date(Date.now() - IdleMs));
	await statements.$executeRaw`
		UPDATE kick_cursors SET seq = ${BigInt(head)}
		WHERE consumer = ${consumer.name} AND guild_id <> '' AND seq < ${BigInt(head)} AND seq < ${BigInt(aMinuteAgo)}
			AND EXISTS (
				SELECT 1 FROM kick_events
				WHERE kick_events.broadcaster_user_id = kick_cursors.broadcaster_user_id
					AND kick_events.seq > kick_cursors.seq AND kick_events.seq <= ${BigInt(head)}
			)
			AND NOT EXISTS (${wantedAfterCursor(consumer.types)} AND kick_events.seq <= ${BigInt(head)})`;
}

/** Selects the events that follow a cursor of the consumer and are for its server. */
function wantedAfterCursor(types: ConsumerKey['types']): Prisma.Sql {
	return Prisma.sql`
		SELECT 1 FROM kick_events
		WHERE kick_events.broadcaster_user_id = kick_cursors.broadcaster_user_id AND kick_events.seq > kick_cursors.seq
			AND kick_events.state = 'received'
			AND (kick_events.guild_id IS NULL OR kick_events.guild_id = kick_cursors.guild_id)
			${ofTypes(types)}`;
}

/**
 * Selects the replayed events of linked servers, which have a cursor for the channel. Reads each state on its own,
 * because the index begins with it.
 */
function replayed({ name, types }: ConsumerKey): Prisma.Sql {
	return Prisma.join(
		UnfinishedStates.map(
			(state) => Prisma.sql`
				SELECT kick_deliveries.guild_id, MIN(event_seq) AS position
				FROM kick_deliveries
				JOIN kick_events ON kick_events.seq = kick_deliveries.event_seq
				JOIN kick_cursors ON kick_cursors.consumer = kick_deliveries.consumer
					AND kick_cursors.guild_id = kick_deliveries.guild_id
					AND kick_cursors.broadcaster_user_id = kick_events.broadcaster_user_id
				WHERE kick_deliveries.state = ${state} AND kick_deliveries.consumer = ${name} ${ofTypes(types)}
				GROUP BY kick_deliveries.guild_id`
		),
		' UNION ALL '
	);
}

/** Returns a condition for rows of `kick_events`. */
export function ofTypes(types: ConsumerKey['types']): Prisma.Sql {
	return types === null ? Prisma.empty : Prisma.sql`AND kick_events.type IN (${Prisma.join([...types])})`;
}
