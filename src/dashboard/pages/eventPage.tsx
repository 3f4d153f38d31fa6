import type { LogDetail } from '../../lib/events/log/LogEntry.js';
import { Card } from '../components/Card.js';
import { LiveStatus } from '../components/LiveStatus.js';
import { EventStatus, Payload } from '../log/EventStatus.js';
import { eventMark } from '../log/eventMark.js';
import { eventName } from '../log/eventNames.js';
import { type Page, usePageContext } from '../PageContext.js';

/** One event of the log, with the payload that Kick sent. */
export function eventPage(event: LogDetail): Page {
	return {
		title: eventName(event.type),
		content: (
			<>
				<BackToLog />
				<Card id="outcome" title="Delivery result">
					<LiveStatus stream={`log/${event.id}/stream`} seen={eventMark(event)} />
					<EventStatus event={event} />
				</Card>
				<Card id="payload" title="What Kick sent">
					<Payload text={event.payload} />
				</Card>
			</>
		)
	};
}

function BackToLog() {
	const { home, guild } = usePageContext();
	return (
		<p>
			<a href={`${home}/${guild?.id}/log`}>← All events</a>
		</p>
	);
}
