import type { Statements } from '../direct/DirectClient.js';
import type { RowSource } from '../direct/rowSources.js';
import { chunks } from '../support/chunks.js';
import type { ViewerEvent } from '../watchtime/types.js';
import type { Chatter } from './ChatterRepository.js';

interface ChannelChatter extends Chatter {
	broadcasterUserId: number;
}

/** Counts each chat message for its sender. Name and colour come from the newest message. */
export async function countChatters(
	transaction: Statements,
	rowSource: RowSource,
	events: readonly ViewerEvent[]
): Promise<void> {
	for (const chunk of chunks(group(events), 7)) {
		await transaction.$executeRaw`
			INSERT INTO kick_chatters (
				broadcaster_user_id, user_id, username, color, messages, first_seen_at, last_seen_at
			)
			${rowSource(Columns, chunk.map(values))}
			ON CONFLICT (broadcaster_user_id, user_id) DO UPDATE SET
				username = CASE WHEN excluded.last_seen_at >= kick_chatters.last_seen_at
					THEN excluded.username ELSE kick_chatters.username END,
				color = CASE WHEN excluded.last_seen_at >= kick_chatters.last_seen_at OR kick_chatters.color IS NULL
					THEN COALESCE(excluded.color, kick_chatters.color) ELSE kick_chatters.color END,
				messages = kick_chatters.messages + excluded.messages,
				first_seen_at = CASE WHEN excluded.first_seen_at < kick_chatters.first_seen_at
					THEN excluded.first_seen_at ELSE kick_chatters.first_seen_at END,
				last_seen_at = CASE WHEN excluded.last_seen_at > kick_chatters.last_seen_at
					THEN excluded.last_seen_at ELSE kick_chatters.last_seen_at END`;
	}
}

/**
 * Groups messages by chatter, because one statement may change a row only once. The order is that of `foldVisits`, so
 * that the two can't block each other.
 */
function group(events: readonly ViewerEvent[]): ChannelChatter[] {
	const chatters = new Map<string, ChannelChatter>();
	for (const { broadcasterUserId, chatter, sentAt } of events) {
		if (broadcasterUserId === null || !chatter) continue;
		const key = `${broadcasterUserId}:${chatter.userId}`;
		const seen = { broadcasterUserId, ...chatter, messages: 1, firstSeenAt: sentAt, lastSeenAt: sentAt };
		const known = chatters.get(key);
		chatters.set(key, known ? merge(known, seen) : seen);
	}
	return [...chatters.values()].sort(
		(one, other) => one.broadcasterUserId - other.broadcasterUserId || one.userId - other.userId
	);
}

function merge(known: ChannelChatter, seen: ChannelChatter): ChannelChatter {
	const [older, newer] = seen.lastSeenAt >= known.lastSeenAt ? [known, seen] : [seen, known];
	return {
		...newer,
		color: newer.color ?? older.color,
		messages: known.messages + seen.messages,
		firstSeenAt: new Date(Math.min(known.firstSeenAt.getTime(), seen.firstSeenAt.getTime()))
	};
}

const Columns = {
	broadcaster_user_id: 'number',
	user_id: 'number',
	username: 'text',
	color: 'text',
	messages: 'number',
	first_seen_at: 'time',
	last_seen_at: 'time'
} as const;

function values(row: ChannelChatter) {
	const { broadcasterUserId, userId, username, color, messages, firstSeenAt, lastSeenAt } = row;
	return [BigInt(broadcasterUserId), BigInt(userId), username, color, messages, firstSeenAt, lastSeenAt];
}
