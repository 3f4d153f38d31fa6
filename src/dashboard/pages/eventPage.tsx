import type { LogDetail } from '../../lib/events/log/LogEntry.js';
import { ButtonLink } from '../design/Button.js';
import { Card } from '../design/Card.js';
import { EventStatus, Payload } from '../log/EventStatus.js';
import { eventMark } from '../log/eventMark.js';
import { eventName } from '../log/eventNames.js';
import { type Page, usePageContext } from '../PageContext.js';

/** One event of the log, with the payload that Kick sent. */
export function eventPage(event: LogDetail): Page {
	return {
		title: eventName(event.type),
		live: { stream: `log/${event.id}/stream`, seen: eventMark(event) },
		actions: <BackToLog />,
		content: (
			<div class="stack">
				<Card id="outcome" title="Delivery result">
					<EventStatus event={event} />
				</Card>
				<Card id="payload" title="What Kick sent">
					<Payload text={event.payload} />
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
