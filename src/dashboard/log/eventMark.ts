import type { LogEntry } from '../../lib/events/log/LogEntry.js';

/** Another one as soon as something has become of the event. */
export function eventMark({ state, attempts, changedAt }: LogEntry): string {
	return `${state}.${attempts}.${changedAt?.getTime() ?? 0}`;
}
