import type { OverviewEvent } from '../../lib/overview/types.js';
import { Time } from '../components/Time.js';
import { Card } from '../design/Card.js';
import { EmptyState } from '../design/EmptyState.js';
import { Icon } from '../design/Icon.js';
import { EventSentence } from '../log/EventSentence.js';
import { eventIcon } from '../log/eventIcons.js';
import { usePageContext } from '../PageContext.js';

/** Last events, without chat messages. */
export function LastEventsCard({ events }: { events: readonly OverviewEvent[] }) {
	const { home, guild } = usePageContext();
	const log = `${home}/${guild?.id}/log`;
	return (
		<Card id="overview-events" title="Last events" aside={events.length > 0 && <a href={log}>Show all</a>}>
			{events.length === 0 ? (
				<EmptyState icon="list" title="Nothing yet" text="Followers, subscriptions, gifts and streams appear here." />
			) : (
				<ol class="plain events">
					{events.map(({ id, type, at, text }) => (
						<li key={id}>
							<Icon name={eventIcon(type)} />
							<a href={`${log}/${id}`}>
								<EventSentence text={text} />
							</a>
							<Time at={at} to="clock" />
						</li>
					))}
				</ol>
			)}
		</Card>
	);
}
