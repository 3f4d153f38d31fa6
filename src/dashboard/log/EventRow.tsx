import { escapeControls } from '../../lib/escapeControls.js';
import type { EventText } from '../../lib/events/log/EventText.js';
import type { LogEntry } from '../../lib/events/log/LogEntry.js';
import { Time } from '../components/Time.js';
import { Badge } from '../design/Badge.js';
import { Icon } from '../design/Icon.js';
import { usePageContext } from '../PageContext.js';
import { EventSentence } from './EventSentence.js';
import { StateBadge } from './EventStatus.js';
import { eventIcon } from './eventIcons.js';
import { eventName, SourceNames } from './eventNames.js';
import { lagText } from './lagText.js';
import { resultText } from './resultText.js';
import { needsCare } from './states.js';

/** The event's own page shows the whole error. */
const MaxErrorLength = 160;

export interface EventRowProps {
	entry: LogEntry;
	/** Sentence about the event. Without it, the row shows the name of its type. */
	text: EventText | undefined;
	isTechnical: boolean;
}

/** Table row of an event. The stream sends it, too; its id determines which row it replaces. */
export function EventRow({ entry, text, isTechnical }: EventRowProps) {
	const { home, guild } = usePageContext();
	const { id, isTest, receivedAt, state, type } = entry;
	const result = resultText(entry);
	const address = `${home}/${guild?.id}/log/${id}`;
	return (
		<tr id={`event-${id}`}>
			<th scope="row" class="what">
				<Icon name={eventIcon(type)} />
				<span>
					<a href={address}>{text ? <EventSentence text={text} /> : eventName(type)}</a>
					{isTest && (
						<>
							{' '}
							<Badge tone="outline">Test</Badge>
						</>
					)}
				</span>
			</th>
			<td class="result">
				<StateBadge state={state} /> {result && <span class={needsCare(state) ? 'error' : undefined}>{result}</span>}
			</td>
			<td class="when">
				<Time at={receivedAt} to="clock" />
			</td>
			{isTechnical && <TechnicalCell entry={entry} />}
		</tr>
	);
}

function TechnicalCell({ entry: { attempts, error, lagMs, source, type } }: { entry: LogEntry }) {
	const sourceName = SourceNames[source];
	return (
		<td class="technical">
			<code>{escapeControls(type)}</code> <span>Lag {lagText(lagMs)}</span> <span>Source {sourceName}</span>{' '}
			<span>Attempts {attempts}</span>
			{error && (
				<>
					{' '}
					<code class="reason">{escapeControls(shortened(error))}</code>
				</>
			)}
		</td>
	);
}

function shortened(text: string): string {
	return text.length > MaxErrorLength ? `${text.slice(0, MaxErrorLength)}…` : text;
}
