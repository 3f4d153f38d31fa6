import { z } from 'zod';
import type { LogEntry, LogEntryState } from '../../lib/events/log/LogEntry.js';
import { EventNames, SourceNames } from './eventNames.js';
import { States } from './states.js';

const ulid = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/);

/** Fields of an address. Unknown values count as not given. */
const logQuery = z.object({
	type: oneOf(EventNames),
	state: oneOf(States),
	source: oneOf(SourceNames),
	before: ulid.optional().catch(undefined),
	after: ulid.optional().catch(undefined)
});

/** Filter and position of a page of the log. */
export type LogQuery = z.infer<typeof logQuery>;
/** Filter without the position. */
export type LogFilter = Pick<LogQuery, 'type' | 'state' | 'source'>;

export function readLogQuery(query: URLSearchParams): LogQuery {
	return logQuery.parse(Object.fromEntries(query));
}

export function filterOf({ type, state, source }: LogQuery): LogFilter {
	return { type, state, source };
}

/** Whether an event can match the filter in some state, because the state may still change. */
export function mayMatch({ type, source }: LogFilter, entry: LogEntry): boolean {
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
