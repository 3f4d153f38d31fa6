import type { KickActivity } from '../../lib/events/log/ChannelActivity.js';
import type { LogEntryState } from '../../lib/events/log/LogEntry.js';
import type { Leaderboard } from '../../lib/viewers/types.js';
import { CountsCard } from '../activity/CountsCard.js';
import { LagCard } from '../activity/LagCard.js';
import { LeadersCard } from '../activity/LeadersCard.js';
import { type Range, RangeLinks } from '../activity/RangeLinks.js';
import { BarTable } from '../charts/BarTable.js';
import { figure } from '../charts/plot.js';
import { Card } from '../components/Card.js';
import { HintText } from '../components/HintText.js';
import { Time } from '../components/Time.js';
import { StateBadge } from '../log/EventStatus.js';
import { eventName } from '../log/eventNames.js';
import type { Page } from '../PageContext.js';

export interface ActivityPageProps {
	activity: KickActivity;
	leaders: Leaderboard | null;
	range: Range;
}

/** Activity of a channel as figures and charts. */
export function activityPage({ activity, leaders, range }: ActivityPageProps): Page {
	const { deliveries, eventsByType, loggedSince, times: slots } = activity;
	const isCut = loggedSince !== null && loggedSince > activity.from;
	const byCount = (counts: Readonly<Record<string, number>>) =>
		Object.entries(counts)
			.filter(([, count]) => count > 0)
			.sort((one, other) => other[1] - one[1]);
	return {
		title: 'Activity',
		content: (
			<>
				<RangeLinks chosen={range} />
				<Tiles
					of={[
						['Messages', figure(activity.messages)],
						['Unique chatters', figure(activity.chatters)],
						['Watching now (estimate)', figure(leaders?.present ?? 0)],
						['Failed', figure(deliveries.dead_letter)]
					]}
				/>
				<noscript>
					<p class="muted">The times in the charts are in UTC.</p>
				</noscript>
				{isCut && (
					<p class="muted">
						The log starts at <Time at={loggedSince} />. Earlier events are not counted.
					</p>
				)}
				<div class="columns even">
					<CountsCard of="messages" slots={slots} slot={range.slot} />
					<CountsCard of="chatters" slots={slots} slot={range.slot} />
					<LagCard slots={slots} slot={range.slot} />
					<LeadersCard leaders={leaders} period="last 7 days" />
					<Card id="events" title="Events">
						<BarTable
							headings={['Event', 'Count']}
							rows={byCount(eventsByType).map(([type, value]) => ({
								name: eventName(type),
								value,
								text: figure(value)
							}))}
							empty="No events in this period."
						/>
					</Card>
					<Card id="deliveries" title="Delivery results">
						<BarTable
							headings={['State', 'Count']}
							rows={byCount(deliveries).map(([state, value]) => ({
								name: <StateBadge state={state as LogEntryState} />,
								value,
								text: figure(value)
							}))}
							empty="No deliveries in this period."
						/>
					</Card>
				</div>
			</>
		)
	};
}

/** Page for a server without data yet. It names the next step. */
export function noActivityPage(hint: string): Page {
	return {
		title: 'Activity',
		content: (
			<Card id="setup" title="No activity yet">
				<p>
					<HintText text={hint} />
				</p>
			</Card>
		)
	};
}

/** Row of key figures. */
function Tiles({ of }: { of: readonly (readonly [name: string, value: string])[] }) {
	return (
		<dl class="tiles">
			{of.map(([name, value]) => (
				<div key={name}>
					<dt>{name}</dt>
					<dd>{value}</dd>
				</div>
			))}
		</dl>
	);
}
