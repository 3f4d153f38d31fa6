import { LineChart } from '../charts/LineChart.js';
import { figure } from '../charts/plot.js';
import { Card } from '../design/Card.js';
import { bandsText } from './bandsText.js';
import type { SlotsProps } from './CountsCard.js';
import { TimesTable } from './TimesTable.js';

/** Line chart of the viewers, as Kick counts them. It has the times of the message chart beside it. */
export function ViewersCard({ slots, slot, span, streams }: SlotsProps) {
	const known = slots.flatMap(({ at, viewers }) => (viewers === null ? [] : [{ at, viewers }]));
	const most = Math.max(...known.map(({ viewers }) => viewers), 0);
	return (
		<Card id="viewers" title={`Viewers per ${slot}`}>
			{known.length === 0 ? (
				<p class="muted">No numbers in this period. Kick counts viewers while the channel is live.</p>
			) : (
				<>
					<LineChart
						label={`Average viewers per ${slot}. The highest value is ${figure(most)}. ${bandsText(streams)}`}
						span={span}
						streams={streams}
						lines={[{ name: 'viewers', values: slots.map(({ viewers }) => viewers) }]}
						show={figure}
					/>
					<TimesTable heading="Viewers" rows={known.map(({ at, viewers }) => [at, figure(viewers)])} />
				</>
			)}
		</Card>
	);
}
