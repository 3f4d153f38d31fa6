import type { Statements } from '../direct/DirectClient.js';
import type { RowSource } from '../direct/rowSources.js';
import { lockHead } from '../events/lockHead.js';
import { UnfinishedStates } from '../events/states.js';
import { Prisma } from '../prisma.js';
import type { Provider } from '../provider.js';
import { type LinkedChannel, linkedChannels } from '../repositories/linkedChannels.js';
import { chunks } from '../support/chunks.js';
import { ListenersConsumer } from './wholeLog.js';

export const UnlinkedReason = 'The server was unlinked before the event was handled.';

interface Pair {
	guildId: string;
	broadcasterUserId: number;
}

/** Changes after which exactly the linked servers have cursors. */
export interface CursorChanges {
	/** Cursors to create: consumer, server and channel. */
	missing: (Pair & { consumer: string })[];
	/** Servers, with the channel, whose cursors have to end. */
	ended: Pair[];
}

/** Compares links and cursors, of one channel or of all. */
export async function compareCursors(
	statements: Statements,
	consumers: readonly string[],
	broadcasterUserId?: number
): Promise<CursorChanges & { linked: LinkedChannel[] }> {
	const linked = await linkedChannels(statements, broadcasterUserId);
	const ofChannel =
		broadcasterUserId === undefined ? Prisma.empty : Prisma.sql`AND broadcaster_user_id = ${BigInt(broadcasterUserId)}`;
	const rows = await statements.$queryRaw<CursorRow[]>`
		SELECT consumer, guild_id, broadcaster_user_id FROM kick_cursors WHERE guild_id <> '' ${ofChannel}`;
	const existing = new Set(rows.map((row) => keyOf(row.guild_id, row.broadcaster_user_id, row.consumer)));
	const wanted = new Set(linked.map((channel) => keyOf(channel.guildId, channel.broadcasterUserId)));
	const missing = linked.flatMap((channel) =>
		consumers
			.filter((consumer) => !existing.has(keyOf(channel.guildId, channel.broadcasterUserId, consumer)))
			.map((consumer) => ({ consumer, ...channel }))
	);
	const ended = new Map(
		rows
			.filter((row) => !wanted.has(keyOf(row.guild_id, row.broadcaster_user_id)))
			.map((row) => [
				keyOf(row.guild_id, row.broadcaster_user_id),
				{ guildId: row.guild_id, broadcasterUserId: Number(row.broadcaster_user_id) }
			])
	);
	return { linked, missing, ended: [...ended.values()] };
}

/**
 * Compares again and applies the changes. Meanwhile no event is stored and no other process does the same. So a
 * cursor that begins at the head misses no later event.
 */
export async function applyCursorChanges(
	transaction: Statements,
	{ rowSource, provider }: { rowSource: RowSource; provider: Provider },
	consumers: readonly string[],
	broadcasterUserId?: number
): Promise<LinkedChannel[]> {
	const { last } = await lockHead(transaction, provider);
	const { linked, missing, ended } = await compareCursors(transaction, consumers, broadcasterUserId);
	for (const chunk of chunks(ended, 2)) await endCursors(transaction, rowSource, chunk);
	for (const chunk of chunks(missing, 4)) {
		const rows = chunk.map(({ consumer, guildId, broadcasterUserId: channel }) => [
			consumer,
			guildId,
			BigInt(channel),
			BigInt(last)
		]);
		await transaction.$executeRaw`
			INSERT INTO kick_cursors (consumer, guild_id, broadcaster_user_id, from_seq, seq)
			SELECT consumer, guild_id, broadcaster_user_id, seq, seq FROM (
				${rowSource({ consumer: 'text', guild_id: 'text', broadcaster_user_id: 'number', seq: 'number' }, rows)}
			) AS new_cursor
			WHERE TRUE ON CONFLICT DO NOTHING`;
	}
	return linked;
}

/**
 * Ends cursors, and keeps the ranges that the listeners have handled, because the server still sees those events in its
 * log. Unhandled events are no longer for the server. Replayed events that are still pending become dead letters.
 */
async function endCursors(transaction: Statements, rowSource: RowSource, pairs: readonly Pair[]): Promise<void> {
	const ended = rowSource(
		{ guild_id: 'text', broadcaster_user_id: 'number' },
		pairs.map(({ guildId, broadcasterUserId }) => [guildId, BigInt(broadcasterUserId)])
	);
	await transaction.$executeRaw`
		INSERT INTO kick_past_cursors (guild_id, broadcaster_user_id, from_seq, until_seq)
		SELECT guild_id, broadcaster_user_id, from_seq, seq FROM kick_cursors
		WHERE consumer = ${ListenersConsumer} AND seq > from_seq AND (guild_id, broadcaster_user_id) IN (${ended})
		ON CONFLICT DO NOTHING`;
	const ofCursor = (isAhead: Prisma.Sql) => Prisma.sql`
		EXISTS (
			SELECT 1 FROM kick_events JOIN kick_cursors
				ON kick_cursors.broadcaster_user_id = kick_events.broadcaster_user_id
			WHERE kick_events.seq = kick_deliveries.event_seq ${isAhead}
				AND kick_cursors.consumer = kick_deliveries.consumer AND kick_cursors.guild_id = kick_deliveries.guild_id
				AND (kick_cursors.guild_id, kick_cursors.broadcaster_user_id) IN (${ended})
		) AND state IN (${Prisma.join([...UnfinishedStates])})`;
	await transaction.$executeRaw`
		DELETE FROM kick_deliveries WHERE ${ofCursor(Prisma.sql`AND kick_events.seq > kick_cursors.seq`)}`;
	await transaction.$executeRaw`
		UPDATE kick_deliveries SET state = 'dead_letter', error = ${UnlinkedReason}, updated_at = ${BigInt(Date.now())}
		WHERE ${ofCursor(Prisma.empty)}`;
	await transaction.$executeRaw`
		DELETE FROM kick_cursors WHERE (guild_id, broadcaster_user_id) IN (${ended})`;
}

interface CursorRow {
	consumer: string;
	guild_id: string;
	broadcaster_user_id: number | string;
}

function keyOf(guildId: string, broadcasterUserId: number | string, consumer = ''): string {
	return `${guildId} ${broadcasterUserId} ${consumer}`;
}
