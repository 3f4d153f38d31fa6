import { OwnMessageReason } from '../../echoes/SentMessages.js';
import type { GuildLogQuery, LoggedEvent, LogRow } from '../../storage/eventLog/types.js';
import type { DeliveryState, EventRow } from '../../storage/events/types.js';

/**
 * What became of an event in one Discord server.
 *
 * `waiting`: not handled yet. `retrying`: a listener failed, and is tried again. `put_aside`: it failed for good, and can be
 * replayed or dismissed. `dismissed`: somebody has settled it. `stale`: too late to be announced. `duplicate`: the message was
 * here before. `ignored`: not for this server. `unreadable`: the body is not what Kick documents.
 */
export type LogEntryState =
	| 'waiting'
	| 'retrying'
	| 'handled'
	| 'put_aside'
	| 'dismissed'
	| 'stale'
	| 'duplicate'
	| 'ignored'
	| 'unreadable';

/** A line of the log, as one Discord server sees it. */
export interface LogEntry {
	/** Gives the order of arrival. */
	id: string;
	/** Kick's id of the event. */
	eventId: string;
	/** Kick's type, for example `chat.message.sent`. */
	type: string;
	/** `bot`: a message that this bot has sent itself. */
	source: EventRow['source'];
	isTest: boolean;
	/** Whether this bot has sent the chat message, also where its echo was stored first. */
	isOwn: boolean;
	sentAt: Date;
	receivedAt: Date;
	/** From Kick's sending to the arrival here, in milliseconds. */
	lagMs: number;
	state: LogEntryState;
	/** How often the listeners were called. */
	attempts: number;
	/** Why it failed, or was not announced. */
	error: string | null;
	/** When the state changed last; `null` where that is not stored: the first attempt succeeded, or it was not for this server. */
	changedAt: Date | null;
}

export interface LogDetail extends LogEntry {
	version: string;
	subscriptionId: string | null;
	/** What Kick sent, as indented JSON, cut after 100,000 characters; as it is where it is no JSON. */
	payload: string;
}

const NotForThisServer = 'This server was not linked to the channel when it came.';

export const DeliveryStates: Record<DeliveryState, LogEntryState> = {
	pending: 'waiting',
	failed: 'retrying',
	handled: 'handled',
	dead: 'put_aside',
	dismissed: 'dismissed'
};

/** How the database finds the entries of a state. */
export const queryOfState: Record<LogEntryState, Pick<GuildLogQuery, 'delivery' | 'states'>> = {
	waiting: { delivery: 'pending' },
	retrying: { delivery: 'failed' },
	handled: { delivery: 'handled' },
	put_aside: { delivery: 'dead' },
	dismissed: { delivery: 'dismissed' },
	stale: { delivery: 'none', states: ['stale'] },
	duplicate: { delivery: 'none', states: ['duplicate'] },
	ignored: { delivery: 'none', states: ['ignored', 'received', 'handled', 'failed'] },
	unreadable: { delivery: 'none', states: ['dead'] }
};

/** @param row With no other server's deliveries. */
export function toLogEntry(row: LogRow): LogEntry {
	const { id, eventId, type, source, isTest, isOwn, sentAt, receivedAt } = row;
	const [delivery] = row.deliveries;
	return {
		id,
		eventId,
		type,
		source,
		isTest,
		isOwn,
		sentAt,
		receivedAt,
		lagMs: Math.max(0, receivedAt.getTime() - sentAt.getTime()),
		state: delivery ? DeliveryStates[delivery.state] : undeliveredState(row),
		attempts: delivery?.attempts ?? 0,
		error: delivery ? delivery.error : (row.error ?? undeliveredReason(row)),
		changedAt: delivery?.updatedAt ?? null
	};
}

export function toLogDetail(event: LoggedEvent, payload: string): LogDetail {
	const { version, subscriptionId } = event;
	return { ...toLogEntry(event), version, subscriptionId, payload };
}

function undeliveredReason(row: LogRow): string | null {
	// Another server has handled it before it was known as the bot's own.
	if (row.isOwn) return OwnMessageReason;
	return undeliveredState(row) === 'ignored' ? NotForThisServer : null;
}

/** What other servers of the same channel have made of it is none of this server's business. */
function undeliveredState({ state }: Pick<LogRow, 'state'>): LogEntryState {
	if (state === 'dead') return 'unreadable';
	return state === 'stale' || state === 'duplicate' ? state : 'ignored';
}
