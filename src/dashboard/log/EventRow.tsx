import { escapeControls } from '../../lib/escapeControls.js';
import type { LogEntry } from '../../lib/events/log/LogEntry.js';
import { Time } from '../components/Time.js';
import { Badge } from '../design/Badge.js';
import { usePageContext } from '../PageContext.js';
import { StateBadge } from './EventStatus.js';
import { eventName, SourceNames } from './eventNames.js';
import { lagText } from './lagText.js';
import { needsCare } from './states.js';

/** The event's own page shows the whole error. */
const MaxErrorLength = 160;

/** Table row of an event. The stream sends it, too; its id determines which row it replaces. */
export function EventRow({ entry }: { entry: LogEntry }) {
	const { home, guild } = usePageContext();
	const { attempts, error, id, isTest, lagMs, receivedAt, source, state, type } = entry;
	const name = eventName(type);
	return (
		<tr id={`event-${id}`}>
			<td class="when">
				<Time at={receivedAt} />
			</td>
			<th scope="row">
				<a href={`${home}/${guild?.id}/log/${id}`}>{name}</a> {isTest && <Badge tone="outline">Test</Badge>}
				{name !== type && <code>{escapeControls(type)}</code>}
			</th>
			<td class="state">
				<StateBadge state={state} />
			</td>
			<td class="number" data-label="Lag">
				{lagText(lagMs)}
			</td>
			<td data-label="Source">{SourceNames[source]}</td>
			<td class="number" data-label="Attempts">
				{attempts}
			</td>
			<td class={needsCare(state) ? 'reason error' : 'reason'}>{error && escapeControls(shortened(error))}</td>
		</tr>
	);
}

function shortened(text: string): string {
	return text.length > MaxErrorLength ? `${text.slice(0, MaxErrorLength)}…` : text;
}
