import { Axes } from './Axes.js';
import { Plot, rounded, scaleOf } from './plot.js';

export interface BarChartProps {
	/** Text alternative for screen readers. */
	label: string;
	bars: readonly { at: Date; value: number }[];
}

export function BarChart({ label, bars }: BarChartProps) {
	const scale = scaleOf(Math.max(...bars.map(({ value }) => value), 0), bars.length);
	const width = rounded(Math.max(1, scale.step * 0.8));
	const base = scale.y(0);
	return (
		<svg class="chart" viewBox={`0 0 ${Plot.width} ${Plot.height}`} role="img" aria-label={label}>
			<Axes scale={scale} times={bars.map(({ at }) => at)} show={String} />
			{bars.map(({ at, value }, index) =>
				value > 0 ? (
					<rect
						key={at.getTime()}
						class="bar-mark"
						x={scale.x(index)}
						y={scale.y(value)}
						width={width}
						height={rounded(base - scale.y(value))}
					/>
				) : null
			)}
		</svg>
	);
}
