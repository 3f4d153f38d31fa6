import type { EventText } from '../../lib/events/log/EventText.js';
import type { LogDetail } from '../../lib/events/log/LogEntry.js';
import { ButtonLink } from '../design/Button.js';
import { Card } from '../design/Card.js';
import { EventSentence } from '../log/EventSentence.js';
import { EventStatus, EventTechnical, Payload } from '../log/EventStatus.js';
import { eventMark } from '../log/eventMark.js';
import { eventName } from '../log/eventNames.js';
import { type Page, usePageContext } from '../PageContext.js';

/** One event of the log: what happened, its delivery result, and the technical details with what Kick sent. */
export function eventPage(event: LogDetail, text: EventText | undefined): Page {
	return {
		title: eventName(event.type),
		heading: text && <EventSentence text={text} />,
		live: { stream: `log/${event.id}/stream`, seen: eventMark(event) },
		actions: <BackToLog />,
		content: (
			<div class="stack">
				<Card id="outcome" title="Result">
					<EventStatus event={event} />
				</Card>
				<Card id="technical" title="For developers">
					<details class="more">
						<summary>Technical details</summary>
						<EventTechnical event={event} />
						<h3>What Kick sent</h3>
						<Payload text={event.payload} />
					</details>
				</Card>
			</div>
		)
	};
}

function BackToLog() {
	const { home, guild } = usePageContext();
	return (
		<ButtonLink href={`${home}/${guild?.id}/log`} kind="quiet" icon="arrow-left">
			All events
		</ButtonLink>
	);
}
