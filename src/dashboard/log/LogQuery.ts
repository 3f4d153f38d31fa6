import { z } from 'zod';
import type { LogPageFilter } from '../../lib/events/log/EventLogFilter.js';
import type { LogEntry, LogEntryState } from '../../lib/events/log/LogEntry.js';
import { EventNames, SourceNames } from './eventNames.js';
import { States } from './states.js';

const ulid = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/);

/** Fields of an address. Unknown values count as not given. */
const logQuery = z.object({
	type: oneOf(EventNames),
	state: oneOf(States),
	source: oneOf(SourceNames),
	/** `hidden`: without chat messages. */
	chat: oneOf({ hidden: true }),
	/** `technical`: with the values that developers need. */
	columns: oneOf({ technical: true }),
	before: ulid.optional().catch(undefined),
	after: ulid.optional().catch(undefined)
});

/** Filter and position of a page of the log. */
export type LogQuery = z.infer<typeof logQuery>;
/** Filter without the position and the columns. */
export type LogFilter = Pick<LogQuery, 'type' | 'state' | 'source' | 'chat'>;
/** Fields that every link and form of the log keeps. */
export type LogView = LogFilter & Pick<LogQuery, 'columns'>;

const Chat = 'chat.message.sent';

export function readLogQuery(query: URLSearchParams): LogQuery {
	return logQuery.parse(Object.fromEntries(query));
}

/** A chosen type counts more than the choice to hide chat messages. */
export function filterOf({ type, state, source, chat }: LogQuery): LogFilter {
	return { type, state, source, chat: type === undefined ? chat : undefined };
}

/** Returns the query for `KickEventLog.page`. */
export function toPageFilter({ before, after, ...query }: LogQuery): LogPageFilter {
	const { type, state, source, chat } = filterOf(query);
	return { type, state, source, before, after, exceptType: chat && Chat };
}

/** Returns the address of a view of the log. */
export function logAddress(log: string, fields: LogQuery): string {
	const given = Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined);
	return given.length === 0 ? log : `${log}?${new URLSearchParams(given)}`;
}

/** Whether an event can match the filter in some state, because the state may still change. */
export function mayMatch({ type, source, chat }: LogFilter, entry: LogEntry): boolean {
	if (chat && entry.type === Chat) return false;
	return (type === undefined || type === entry.type) && (source === undefined || source === entry.source);
}

export function matchesState({ state }: LogFilter, entry: { state: LogEntryState }): boolean {
	return state === undefined || state === entry.state;
}

function oneOf<Name extends string>(names: Readonly<Record<Name, unknown>>) {
	return z
		.enum(Object.keys(names) as [Name, ...Name[]])
		.optional()
		.catch(undefined);
}
