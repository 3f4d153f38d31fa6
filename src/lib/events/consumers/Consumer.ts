import type { KickEventType } from '../../kick/events/index.js';
import type { DeliveredEvent, ListenerRun } from './ListenerRunner.js';

/** Handler of events, with a queue of its own for each Discord server. */
export interface Consumer {
	/** Name under which the consumer's cursors are stored in the database. */
	readonly name: string;
	/** Event types of Kick that it receives; `null` for all. */
	readonly types: readonly KickEventType[] | null;
	/** Maximum time for one event, in milliseconds. Default: the dispatcher's. */
	readonly limitMs?: number;
	/** @param read Creates another copy of the event, so that no call sees what another changed. */
	prepare(read: () => DeliveredEvent, type: KickEventType, limitMs: number): ListenerRun;
	/** Called after an event was handled for a server. */
	onHandled?(read: () => DeliveredEvent): void;
}
