import type { KickActivity } from '../../lib/events/log/ChannelActivity.js';
import type { LogEntryState } from '../../lib/events/log/LogEntry.js';
import type { Leaderboard } from '../../lib/viewers/types.js';
import { CountsCard } from '../activity/CountsCard.js';
import { LagCard } from '../activity/LagCard.js';
import { LeadersCard } from '../activity/LeadersCard.js';
import { type Range, RangeLinks } from '../activity/RangeLinks.js';
import { BarTable } from '../charts/BarTable.js';
import { figure } from '../charts/plot.js';
import { HintText } from '../components/HintText.js';
import { Time } from '../components/Time.js';
import { Card } from '../design/Card.js';
import { EmptyState } from '../design/EmptyState.js';
import { StatTiles } from '../design/StatTiles.js';
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
		actions: <RangeLinks chosen={range} />,
		content: (
			<div class="stack">
				<StatTiles
					of={[
						{ label: 'Messages', value: figure(activity.messages) },
						{ label: 'Unique chatters', value: figure(activity.chatters) },
						{ label: 'Watching now (estimate)', value: figure(leaders?.present ?? 0) },
						{ label: 'Failed', value: figure(deliveries.dead_letter) }
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
			</div>
		)
	};
}

/** Page for a server without data yet. It names the next step. */
export function noActivityPage(hint: string): Page {
	return {
		title: 'Activity',
		content: (
			<div class="card">
				<EmptyState icon="trending-up" title="No activity yet" text={<HintText text={hint} />} />
			</div>
		)
	};
}
