import type { DeliveryState, OverallState } from '../../storage/events/states.js';
import type { EventRow } from '../../storage/events/types.js';
import type { LogEntryState } from './LogEntry.js';

interface CommonFilter {
	/** Kick's type, for example `chat.message.sent`. */
	type?: string;
	source?: EventRow['source'];
	/** Received at this time or later. */
	from?: Date;
	/** Received before this time. */
	to?: Date;
	/** Only events before this id of the log: for the next page. */
	before?: string;
	/** Only events after this id of the log, those that follow it directly: for the page before. */
	after?: string;
	/** @default 50 */
	limit?: number;
}

/** Of the whole bot, or of one Discord server. */
export interface EventLogFilter extends CommonFilter {
	/** Only what this server may see; deliveries of others are left out. */
	guildId?: string;
	/** State of the event, over all its servers. */
	state?: OverallState;
	/** State of the event in the server of `guildId`, for example `dead_letter`. Does nothing without `guildId`. */
	delivery?: DeliveryState;
}

/** Of one Discord server. */
export interface LogPageFilter extends CommonFilter {
	/** State of the event in this server. */
	state?: LogEntryState;
}
