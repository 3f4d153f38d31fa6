import type { KickEventType } from '../../kick/events/index.js';
import type { HeardEvent, ListenerRun } from './ListenerRunner.js';

/** A part of the bot that handles events, with a queue of its own for each Discord server. */
export interface Consumer {
	/** In the database: a position in the log belongs to it. */
	readonly name: string;
	/** Kick's types that it wants; `null` for all. */
	readonly types: readonly KickEventType[] | null;
	/** How long it may take for one event, in milliseconds. Default: the dispatcher's. */
	readonly limitMs?: number;
	/** @param read Makes the event once more, so that no call sees what another changed. */
	prepare(read: () => HeardEvent, type: KickEventType, limitMs: number): ListenerRun;
	/** After an event was handled for a server. */
	onHandled?(read: () => HeardEvent): void;
}
