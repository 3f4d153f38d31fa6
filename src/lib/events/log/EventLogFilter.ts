import type { DeliveryState, OverallState } from '../../storage/events/states.js';
import type { EventRow } from '../../storage/events/types.js';
import type { LogEntryState } from './LogEntry.js';

interface CommonFilter {
	/** Kick's type, for example `chat.message.sent`. */
	type?: string;
	source?: EventRow['source'];
	/** Earliest time of receipt. */
	from?: Date;
	/** Time before which the event was received. */
	to?: Date;
	/** Id in the log. Returns only events before it, for the next page. */
	before?: string;
	/** Id in the log. Returns only events that directly follow it, for the previous page. */
	after?: string;
	/** @default 50 */
	limit?: number;
}

/** Filter for events of the whole bot, or of one Discord server. */
export interface EventLogFilter extends CommonFilter {
	/** Server to read for: only events that it may see, without the deliveries to others. */
	guildId?: string;
	/** State of the event, over all its servers. */
	state?: OverallState;
	/** State of the event in the server of `guildId`, for example `dead_letter`. Does nothing without `guildId`. */
	delivery?: DeliveryState;
}

/** Filter for events of one Discord server. */
export interface LogPageFilter extends CommonFilter {
	/** State of the event in this server. */
	state?: LogEntryState;
}
