import type { LogEntryState } from '../../lib/events/log/LogEntry.js';
import { States } from './states.js';

export function StateBadge({ state }: { state: LogEntryState }) {
	const { name, tone } = States[state];
	return <span class={`badge ${tone}`}>{name}</span>;
}
