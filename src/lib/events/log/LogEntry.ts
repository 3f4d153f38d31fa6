import { OwnMessageReason } from '../../echoes/SentMessages.js';
import type { GuildLogQuery, LoggedEvent, LogRow } from '../../storage/eventLog/types.js';
import type { DeliveryState, EventState } from '../../storage/events/states.js';
import type { EventRow } from '../../storage/events/types.js';

/**
 * State of an event as one Discord server sees it: that of its delivery, or the event's own state where it was not delivered.
 * `ignored` also is an event that came before the server was linked to the channel.
 */
export type LogEntryState = DeliveryState | Exclude<EventState, 'received'>;

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

/** Returns how the database finds the entries of a state. */
export function queryOfState(state: LogEntryState): Pick<GuildLogQuery, 'delivery' | 'states'> {
	switch (state) {
		case 'ignored':
			return { delivery: 'none', states: ['ignored', 'received'] };
		case 'stale':
		case 'duplicate':
		case 'unreadable':
			return { delivery: 'none', states: [state] };
		default:
			return { delivery: state };
	}
}

/** @param row With no other server's deliveries. */
export function toLogEntry(row: LogRow | LoggedEvent): LogEntry {
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
		state: delivery ? delivery.state : undeliveredState(row),
		attempts: delivery?.attempts ?? 0,
		error: delivery ? delivery.error : (row.error ?? undeliveredReason(row)),
		changedAt: delivery?.updatedAt ?? null
	};
}

export function toLogDetail(event: LoggedEvent, payload: string): LogDetail {
	const { version, subscriptionId } = event;
	return { ...toLogEntry(event), version, subscriptionId, payload };
}

function undeliveredReason(row: LogRow | LoggedEvent): string | null {
	// Another server has handled it before it was known as the bot's own.
	if (row.isOwn) return OwnMessageReason;
	return undeliveredState(row) === 'ignored' ? NotForThisServer : null;
}

/** What other servers of the same channel have made of it is none of this server's business. */
function undeliveredState({ state }: Pick<LogRow | LoggedEvent, 'state'>): LogEntryState {
	return state === 'stale' || state === 'duplicate' || state === 'unreadable' ? state : 'ignored';
}
