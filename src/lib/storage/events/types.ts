import type { EventState } from './states.js';

/** Row of the event log. */
export interface EventRow {
	/** Derived from the row's number. Ids rise in the order in which events were stored, across all processes. */
	id: string;
	eventId: string;
	/** Chat only: the channel and Kick's message id. The same for every delivery of one message, by webhook or socket. */
	messageId: string | null;
	type: string;
	version: string;
	/** `test`: created by this bot to test itself. `bot`: sent to the chat by the bot. */
	source: 'webhook' | 'websocket' | 'test' | 'bot';
	subscriptionId: string | null;
	broadcasterUserId: number | null;
	/** The only server that receives it; `null` for all that are linked to the channel. */
	guildId: string | null;
	sentAt: Date;
	receivedAt: Date;
	/** The body as Kick sent it. */
	payload: string;
	state: EventState;
	error: string | null;
	/** Whether the bot sent this chat message. The source may differ, because its echo may have been stored first. */
	isOwn: boolean;
}

/** Event to be stored. */
export interface NewEvent extends Omit<EventRow, 'id' | 'isOwn'> {
	/** @default false */
	isOwn?: boolean;
	/** Servers that are linked to the channel when the event arrives. They are notified, and not stored. */
	guildIds: readonly string[];
	/** Version of the links that these servers come from: see `GuildRoutes`. Not stored. */
	routedAt?: number;
	/** Kick user id of the viewer who wrote a chat message that counts. `null` for bots, tests and everything else. */
	senderUserId: number | null;
}

/** Events that were stored together. */
export interface LogCommit {
	/** Last number of the log before these events. */
	before: number;
	/** Last number of the log after these events. */
	last: number;
	/** Events that were new, in order. */
	events: readonly { seq: number; event: NewEvent }[];
}

/** Number of chat messages by source. */
export interface ChatSources {
	webhook: number;
	/** Without messages that had already arrived, by the socket or from the bot itself. */
	webhookFirst: number;
	websocket: number;
}

/** Result of storing an event. An error means that the database refused it. */
export type InsertOutcome = 'inserted' | 'duplicate' | Error;
