import { LineChart } from '../charts/LineChart.js';
import { Card } from '../design/Card.js';
import { lagText } from '../log/lagText.js';
import type { SlotsProps } from './CountsCard.js';
import { TimesTable } from './TimesTable.js';

/** Rounds first, because ticks of a scale may be fractions of a millisecond. */
const show = (lagMs: number) => lagText(Math.round(lagMs));

/** Line chart of the delay of Kick's events: median and 95th percentile. */
export function LagCard({ slots, slot, span, streams }: SlotsProps) {
	const known = slots.flatMap(({ at, lagMs }) => (lagMs ? [{ at, ...lagMs }] : []));
	const worst = Math.max(...known.map(({ p95 }) => p95), 0);
	return (
		<Card id="lag" title="Lag of Kick's events">
			{known.length === 0 ? (
				<p class="muted">No events in this period.</p>
			) : (
				<>
					<LineChart
						label={`Median and 95th percentile of the lag per ${slot}. The highest is ${show(worst)}.`}
						span={span}
						streams={streams}
						lines={[
							{ name: 'median', values: slots.map(({ lagMs }) => lagMs?.p50 ?? null) },
							{ name: '95th percentile', values: slots.map(({ lagMs }) => lagMs?.p95 ?? null) }
						]}
						show={show}
					/>
					<p class="muted">
						<span class="key" /> median · <span class="key second" /> 95th percentile
					</p>
					<TimesTable
						heading="Median, 95th percentile"
						rows={known.map(({ at, p50, p95 }) => [at, `${show(p50)}, ${show(p95)}`])}
					/>
				</>
			)}
		</Card>
	);
}
