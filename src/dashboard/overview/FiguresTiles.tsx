import type { OverviewFigures } from '../../lib/overview/types.js';
import { figure } from '../charts/plot.js';
import { type Stat, StatTiles } from '../design/StatTiles.js';
import { UntrustedText } from '../design/UntrustedText.js';

/** Counts of the last 24 hours. */
export function FiguresTiles({ figures }: { figures: OverviewFigures | null }) {
	if (!figures) return <section id="overview-figures" hidden />;
	return (
		<section id="overview-figures" aria-labelledby="overview-figures-title">
			<h2 id="overview-figures-title" class="section-title">
				Last 24 hours
				{!figures.isComplete && <small> · the bot has data for a part of this time only</small>}
			</h2>
			<StatTiles of={statsOf(figures)} />
		</section>
	);
}

function statsOf(figures: OverviewFigures): Stat[] {
	const { followers, subscriptions, renewals, gifts, largestGift, kicks, kicksSenders } = figures;
	return [
		{ label: 'New followers', value: figure(followers) },
		{
			label: 'Subscriptions',
			value: figure(subscriptions),
			note: renewals > 0 ? `${figure(renewals)} of them renewed` : undefined
		},
		{
			label: 'Gifted subscriptions',
			value: figure(gifts),
			note: largestGift ? (
				<>
					largest: {figure(largestGift.count)} by{' '}
					{largestGift.gifter === null ? 'an anonymous viewer' : <UntrustedText text={largestGift.gifter} />}
				</>
			) : undefined
		},
		{
			label: 'KICKs',
			value: figure(kicks),
			note: kicksSenders > 0 ? `by ${figure(kicksSenders)} ${kicksSenders === 1 ? 'viewer' : 'viewers'}` : undefined
		}
	];
}
