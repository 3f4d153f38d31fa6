import { toEventRow } from '../events/eventRecord.js';
import { isFor } from '../events/isForServer.js';
import { parseLogId, toLogId } from '../events/logIds.js';
import type { EventRow } from '../events/types.js';
import type { PrismaClient } from '../prisma.js';
import type { ChannelScope } from './types.js';

/** Maximum number of events that are searched, because no index has the types. */
const MaxSearched = 20_000;

export interface NotableQuery {
	/** Id in the log: only events after it. `null`: no limit. */
	after: string | null;
	limit: number;
}

export interface NotableRows {
	/** Newest first. */
	rows: EventRow[];
	/** Newest event of the channel, for `after`. `null` if there is none after the given one. */
	readTo: string | null;
}

/**
 * Returns the newest events of a channel that are no chat messages, as one server may see them. Tests, duplicates and
 * unreadable events are left out.
 */
export async function readNotable(
	prisma: PrismaClient,
	{ guildId, broadcasterUserId }: ChannelScope,
	{ after, limit }: NotableQuery
): Promise<NotableRows> {
	const channel = BigInt(broadcasterUserId);
	const afterSeq = BigInt((after === null ? null : parseLogId(after)) ?? 0);
	const [newest] = await prisma.$queryRaw<{ seq: bigint | null }[]>`
		SELECT MAX(seq) AS seq FROM kick_events WHERE broadcaster_user_id = ${channel} AND seq > ${afterSeq}`;
	const upTo = newest?.seq ?? null;
	if (upTo === null) return { rows: [], readTo: null };
	const found = await prisma.$queryRaw<{ seq: bigint }[]>`
		SELECT kick_events.seq AS seq
		FROM (
			SELECT seq FROM kick_events
			WHERE broadcaster_user_id = ${channel} AND seq > ${afterSeq} AND seq <= ${upTo}
			ORDER BY seq DESC LIMIT ${MaxSearched}
		) AS newest
		JOIN kick_events ON kick_events.seq = newest.seq
		WHERE kick_events.type <> 'chat.message.sent' AND kick_events.state NOT IN ('duplicate', 'unreadable')
			AND kick_events.source <> 'test' AND ${isFor(guildId)}
		ORDER BY seq DESC LIMIT ${limit}`;
	const records = await prisma.kickEvent.findMany({
		where: { seq: { in: found.map(({ seq }) => seq) } },
		orderBy: { seq: 'desc' }
	});
	return { rows: records.map(toEventRow), readTo: toLogId(upTo) };
}
