import { LineChart } from '../charts/LineChart.js';
import { Card } from '../components/Card.js';
import { lagText } from '../log/lagText.js';
import type { PlacesProps } from './CountsCard.js';
import { TimesTable } from './TimesTable.js';

/** Rounds first, because ticks of a scale may be fractions of a millisecond. */
const show = (lagMs: number) => lagText(Math.round(lagMs));

/** Line chart of the delay of Kick's events: median and 95th percentile. */
export function LagCard({ places, place }: PlacesProps) {
	const known = places.flatMap(({ at, lagMs }) => (lagMs ? [{ at, ...lagMs }] : []));
	const worst = Math.max(...known.map(({ p95 }) => p95), 0);
	return (
		<Card id="lag" title="How late Kick's events arrive">
			{known.length === 0 ? (
				<p class="muted">Nothing has arrived in this time.</p>
			) : (
				<>
					<LineChart
						label={`Lag in each ${place}. In the worst, 95 of 100 events took no longer than ${show(worst)}.`}
						times={places.map(({ at }) => at)}
						lines={[
							{ name: 'half', values: places.map(({ lagMs }) => lagMs?.p50 ?? null) },
							{ name: 'most', values: places.map(({ lagMs }) => lagMs?.p95 ?? null) }
						]}
						show={show}
					/>
					<p class="muted">
						<span class="key" /> half of the events took no longer · <span class="key second" /> 95 of 100
					</p>
					<TimesTable
						heading="Half, 95 of 100"
						rows={known.map(({ at, p50, p95 }) => [at, `${show(p50)}, ${show(p95)}`])}
					/>
				</>
			)}
		</Card>
	);
}
