import { ListenersConsumer } from '../consumers/wholeLog.js';
import type { Statements } from '../direct/DirectClient.js';
import { isFor } from '../events/isForServer.js';
import { Prisma } from '../prisma.js';

/**
 * Part of a channel's events that is, or was, for the listeners of a Discord server. Its bounds are numbers of the log.
 */
export interface HandledRange {
	guildId: string;
	broadcasterUserId: number;
	/** The range begins after this number. */
	after: number;
	/** Everything up to this number is handled. */
	handledUpTo: number;
	/** Whether later events are for the server as well, and still pending. */
	isOpen: boolean;
}

interface RangeRow {
	guild_id: string;
	broadcaster_user_id: number | bigint | string;
	from_seq: number | bigint | string;
	until_seq: number | bigint | string;
	is_open: number | bigint;
}

/** Limits what a server reads that is linked and unlinked many times. It sees the events of its newest ranges. */
const MaxPastRanges = 50;

export function rangesOfGuild(statements: Statements, guildId: string): Promise<HandledRange[]> {
	return readRanges(statements, Prisma.sql`guild_id = ${guildId}`);
}

export async function rangesOfChannels(
	statements: Statements,
	channels: Iterable<number | null>
): Promise<HandledRange[]> {
	const ids = [...new Set(channels)].filter((id) => id !== null).map(BigInt);
	if (ids.length === 0) return [];
	return readRanges(statements, Prisma.sql`guild_id <> '' AND broadcaster_user_id IN (${Prisma.join(ids)})`);
}

async function readRanges(statements: Statements, condition: Prisma.Sql): Promise<HandledRange[]> {
	const rows = await statements.$queryRaw<RangeRow[]>`
		SELECT guild_id, broadcaster_user_id, from_seq, seq AS until_seq, 1 AS is_open FROM kick_cursors
		WHERE consumer = ${ListenersConsumer} AND ${condition}
		UNION ALL
		SELECT guild_id, broadcaster_user_id, from_seq, until_seq, 0 AS is_open FROM (
			SELECT kick_past_cursors.*, ROW_NUMBER() OVER (PARTITION BY guild_id ORDER BY from_seq DESC) AS place
			FROM kick_past_cursors WHERE ${condition}
		) AS past
		WHERE place <= ${MaxPastRanges}
		ORDER BY guild_id, from_seq`;
	return rows.map((row) => ({
		guildId: row.guild_id,
		broadcasterUserId: Number(row.broadcaster_user_id),
		after: Number(row.from_seq),
		handledUpTo: Number(row.until_seq),
		isOpen: Number(row.is_open) === 1
	}));
}

/** Returns a condition for rows of `kick_events` that the listeners of a server handled without a row of their own. */
export function isHandledIn(ranges: readonly HandledRange[], guildId: string): Prisma.Sql {
	const within = ranges.map(
		({ broadcasterUserId, after, handledUpTo }) => Prisma.sql`
			kick_events.broadcaster_user_id = ${BigInt(broadcasterUserId)}
				AND kick_events.seq > ${BigInt(after)} AND kick_events.seq <= ${BigInt(handledUpTo)}`
	);
	return anyOf(within, guildId);
}

/** Returns the same condition for pending events. */
export function isWaitingIn(ranges: readonly HandledRange[], guildId: string): Prisma.Sql {
	const within = ranges
		.filter(({ isOpen }) => isOpen)
		.map(
			({ broadcasterUserId, handledUpTo }) => Prisma.sql`
				kick_events.broadcaster_user_id = ${BigInt(broadcasterUserId)}
					AND kick_events.seq > ${BigInt(handledUpTo)}`
		);
	return anyOf(within, guildId);
}

function anyOf(conditions: readonly Prisma.Sql[], guildId: string): Prisma.Sql {
	if (conditions.length === 0) return Prisma.sql`FALSE`;
	const any = Prisma.join(
		conditions.map((condition) => Prisma.sql`(${condition})`),
		' OR '
	);
	return Prisma.sql`(kick_events.state = 'received' AND ${isFor(guildId)} AND (${any}))`;
}
