import type { KickActivity } from '../../lib/events/log/ChannelActivity.js';
import type { LogEntryState } from '../../lib/events/log/LogEntry.js';
import type { Leaderboard } from '../../lib/watchtime/types.js';
import { CountsTable } from '../activity/CountsTable.js';
import { LagCard } from '../activity/LagCard.js';
import { LeadersCard } from '../activity/LeadersCard.js';
import { MessagesCard } from '../activity/MessagesCard.js';
import { RangeLinks } from '../activity/RangeLinks.js';
import { putTogether, type Range } from '../activity/ranges.js';
import { Tiles } from '../activity/Tiles.js';
import { Advice } from '../components/Advice.js';
import { Card } from '../components/Card.js';
import { Time } from '../components/Time.js';
import { eventName } from '../log/eventNames.js';
import { StateBadge } from '../log/StateBadge.js';
import type { Page } from '../Page.js';

export interface ActivityPageProps {
	activity: KickActivity;
	leaders: Leaderboard | null;
	range: Range;
}

/** What happened in a channel, as figures and charts. */
export function activityPage({ activity, leaders, range }: ActivityPageProps): Page {
	const places = putTogether(activity.times, range.together);
	const { deliveries, eventsByType, loggedSince } = activity;
	const putAside = deliveries.put_aside ?? 0;
	const isCut = loggedSince !== null && loggedSince > activity.from;
	const byCount = (counts: Readonly<Record<string, number>>) =>
		Object.entries(counts).sort((one, other) => other[1] - one[1]);
	return {
		title: 'Activity',
		content: (
			<>
				<RangeLinks chosen={range} />
				<Tiles
					of={[
						['Messages', figure(activity.messages)],
						['People who wrote', figure(activity.chatters)],
						['Watching now (estimate)', figure(leaders?.present ?? 0)],
						['Put aside', figure(putAside)]
					]}
				/>
				{isCut && (
					<p class="muted">
						The log begins at <Time at={loggedSince} />: what happened before is not counted.
					</p>
				)}
				<MessagesCard places={places} place={range.place} />
				<div class="columns">
					<LeadersCard leaders={leaders} period="last 7 days" />
					<Card id="events" title="Events">
						<CountsTable
							headings={['Event', 'How many']}
							rows={byCount(eventsByType).map(([type, count]) => [eventName(type), figure(count)])}
							empty="Nothing has arrived in this time."
						/>
					</Card>
					<LagCard places={places} place={range.place} />
					<Card id="deliveries" title="What became of them">
						<CountsTable
							headings={['State', 'How many']}
							rows={byCount(deliveries).map(([state, count]) => [
								<StateBadge key={state} state={state as LogEntryState} />,
								figure(count)
							])}
							empty="Nothing was handed to the bot's listeners in this time."
						/>
					</Card>
				</div>
			</>
		)
	};
}

/** Where nothing can be counted: what to do first. */
export function noActivityPage(hint: string): Page {
	return {
		title: 'Activity',
		content: (
			<Card id="setup" title="There is nothing to count yet">
				<p>
					<Advice text={hint} />
				</p>
			</Card>
		)
	};
}

/** With the same separators wherever the bot runs. */
function figure(count: number): string {
	return count.toLocaleString('en-US');
}
