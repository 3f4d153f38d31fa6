import type { EventState } from './states.js';

/** One row of the event log. */
export interface EventRow {
	/** Made of the row's number: ids rise in the order in which events were stored, whichever process stored them. */
	id: string;
	eventId: string;
	/** Chat only: the channel and Kick's message id, the same for every delivery of one message, by webhook or socket. */
	messageId: string | null;
	type: string;
	version: string;
	/** `test`: made by this bot to try itself out. `bot`: what the bot itself sent to the chat. */
	source: 'webhook' | 'websocket' | 'test' | 'bot';
	subscriptionId: string | null;
	broadcasterUserId: number | null;
	/** The only server that gets it; `null` for all that are linked to the channel. */
	guildId: string | null;
	sentAt: Date;
	receivedAt: Date;
	/** The body as Kick sent it. */
	payload: string;
	state: EventState;
	error: string | null;
	/** Whether the bot itself has sent this chat message, whatever its source: its echo may have been stored first. */
	isOwn: boolean;
}

/** An event that is to be stored. */
export interface NewEvent extends Omit<EventRow, 'id' | 'isOwn'> {
	/** @default false */
	isOwn?: boolean;
	/** The servers that are linked to the channel when it arrives. They are woken, and not stored. */
	guildIds: readonly string[];
	/** Version of the links that these servers are from: see `GuildRoutes`. Not stored. */
	routedAt?: number;
	/** Kick user id of the viewer who wrote a chat message that counts. `null` for bots, tests and everything else. */
	senderUserId: number | null;
}

/** Events that were stored together. */
export interface LogCommit {
	/** The last number of the log before them. */
	before: number;
	/** The last number of the log after them. */
	last: number;
	/** Those that were new, in order. */
	events: readonly { seq: number; event: NewEvent }[];
}

/** How many chat messages came by each way. */
export interface ChatSources {
	webhook: number;
	/** Without those that were here before, by the socket or from the bot itself. */
	webhookFirst: number;
	websocket: number;
}

/** Result of storing an event. An error means that the database refused it. */
export type InsertOutcome = 'inserted' | 'duplicate' | Error;
