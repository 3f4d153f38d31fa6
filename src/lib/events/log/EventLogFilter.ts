import type { LogQuery } from '../../storage/eventLog/types.js';
import type { DeliveryState, OverallState } from '../../storage/events/states.js';
import type { LogEntryState } from './LogEntry.js';

/** Filter for events of the whole bot, or of one Discord server. */
export interface EventLogFilter extends Partial<LogQuery> {
	/** Server to read for: only events that it may see, without the deliveries to others. */
	guildId?: string;
	/** State of the event, over all its servers. */
	state?: OverallState;
	/** State of the event in the server of `guildId`, for example `dead_letter`. Does nothing without `guildId`. */
	delivery?: DeliveryState;
}

/** Filter for events of one Discord server. */
export interface LogPageFilter extends Partial<LogQuery> {
	/** State of the event in this server. */
	state?: LogEntryState;
}
