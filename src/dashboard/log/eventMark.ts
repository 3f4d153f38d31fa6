import type { LogEntry } from '../../lib/events/log/LogEntry.js';

/** Returns a mark that changes whenever the event's state changes. */
export function eventMark({ state, attempts, changedAt }: LogEntry): string {
	return `${state}.${attempts}.${changedAt?.getTime() ?? 0}`;
}
