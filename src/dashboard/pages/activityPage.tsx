import type { KickActivity } from '../../lib/events/log/ChannelActivity.js';
import type { LogEntryState } from '../../lib/events/log/LogEntry.js';
import { sum } from '../../lib/figures/figureBuckets.js';
import type { Leaderboard } from '../../lib/viewers/types.js';
import { ComparisonCard } from '../activity/ComparisonCard.js';
import { CountsCard } from '../activity/CountsCard.js';
import { LagCard } from '../activity/LagCard.js';
import { LeadersCard } from '../activity/LeadersCard.js';
import { type Range, RangeLinks } from '../activity/RangeLinks.js';
import { StreamsLegend } from '../activity/StreamsLegend.js';
import { ViewersCard } from '../activity/ViewersCard.js';
import { BarTable } from '../charts/BarTable.js';
import { figure } from '../charts/plot.js';
import { HintText } from '../components/HintText.js';
import { Time } from '../components/Time.js';
import { ButtonLink } from '../design/Button.js';
import { Card } from '../design/Card.js';
import { EmptyState } from '../design/EmptyState.js';
import { StatTiles } from '../design/StatTiles.js';
import { StateBadge } from '../log/EventStatus.js';
import { eventName } from '../log/eventNames.js';
import { type Page, usePageContext } from '../PageContext.js';

export interface ActivityPageProps {
	activity: KickActivity;
	leaders: Leaderboard | null;
	range: Range;
}

/** Activity of a channel as figures and charts. */
export function activityPage({ activity, leaders, range }: ActivityPageProps): Page {
	const { comparison, deliveries, eventsByType, from, loggedSince, streams, times: slots, to } = activity;
	const charts = { slots, slot: range.slot, span: { from, to }, streams };
	const isCut = loggedSince !== null && loggedSince > activity.from;
	const byCount = (counts: Readonly<Record<string, number>>) =>
		Object.entries(counts)
			.filter(([, count]) => count > 0)
			.sort((one, other) => other[1] - one[1]);
	return {
		title: 'Activity',
		actions: (
			<>
				<RangeLinks chosen={range} />
				<ExportLink range={range} />
			</>
		),
		content: (
			<div class="stack">
				<StatTiles
					of={[
						{ label: 'Messages', value: figure(activity.messages) },
						{ label: 'Chatters', value: figure(activity.chatters) },
						{ label: 'Watching now', value: figure(leaders?.present ?? 0), note: 'estimate' },
						{ label: 'New followers', value: figure(sum(slots.map(({ followers }) => followers))) }
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
				<StreamsLegend streams={streams} />
				<div class="columns even">
					<CountsCard of="messages" {...charts} />
					<ViewersCard {...charts} />
					<CountsCard of="chatters" {...charts} />
					<ComparisonCard comparison={comparison} />
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
				</div>
				<details class="more">
					<summary>Technical details</summary>
					<div class="columns even">
						<LagCard {...charts} />
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
				</details>
			</div>
		)
	};
}

/** Link to the figures of the page as a file. */
function ExportLink({ range }: { range: Range }) {
	const { home, guild } = usePageContext();
	return (
		<ButtonLink href={`${home}/${guild?.id}/activity/export?hours=${range.hours}`} kind="quiet" icon="download">
			Export as CSV
		</ButtonLink>
	);
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
