import { OwnMessageReason } from '../../echoes/SentMessages.js';
import type { GuildLogQuery, LoggedEvent, LogRow } from '../../storage/eventLog/types.js';
import type { DeliveryState, EventState } from '../../storage/events/states.js';
import type { EventRow } from '../../storage/events/types.js';

/**
 * State of an event as one Discord server sees it.
 *
 * It is the state of the delivery, or the event's own state if the event was not delivered. An event that arrived
 * before the server was linked to the channel is `ignored` as well.
 */
export type LogEntryState = DeliveryState | Exclude<EventState, 'received'>;

/** Entry of the log, as one Discord server sees it. */
export interface LogEntry {
	/** Id in the log. Ids rise in the order of arrival. */
	id: string;
	/** Kick's id of the event. */
	eventId: string;
	/** Kick's type, for example `chat.message.sent`. */
	type: string;
	/** Source of its first arrival. `bot`: this bot stored the message when it sent it. */
	source: EventRow['source'];
	isTest: boolean;
	/** Whether this bot sent the chat message, even if its echo was stored first. */
	isOwn: boolean;
	sentAt: Date;
	receivedAt: Date;
	/** Delay between sending by Kick and arrival here, in milliseconds. */
	lagMs: number;
	state: LogEntryState;
	/** Number of times that the listeners were called. */
	attempts: number;
	/** Reason why it failed, or was not announced. */
	error: string | null;
	/**
	 * Time of the last change of the state. `null` if that is not stored: the first attempt succeeded, or the event was
	 * not for this server.
	 */
	changedAt: Date | null;
}

/** Entry of the log with the payload of the event. */
export interface LogDetail extends LogEntry {
	version: string;
	subscriptionId: string | null;
	/** Body from Kick as indented JSON, cut after 100,000 characters. A body that is no JSON is not indented. */
	payload: string;
}

const NotForThisServer = 'This server was not linked to the channel when it came.';

/** Returns the query that finds the entries of a state. */
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

/** @param row Row without the deliveries of other servers. */
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
	// Another server handled the event before it was known as the bot's own message.
	if (row.isOwn) return OwnMessageReason;
	return undeliveredState(row) === 'ignored' ? NotForThisServer : null;
}

/** Returns the event's own state. How other servers of the same channel handled it stays hidden. */
function undeliveredState({ state }: Pick<LogRow | LoggedEvent, 'state'>): LogEntryState {
	return state === 'stale' || state === 'duplicate' || state === 'unreadable' ? state : 'ignored';
}
