import type { ActivityStream } from '../../lib/events/log/ChannelActivity.js';
import { Axes, type Span } from './Axes.js';
import { figure, Plot, rounded, scaleOf } from './plot.js';
import { StreamBands } from './StreamBands.js';

export interface BarChartProps {
	/** Text alternative for screen readers. */
	label: string;
	span: Span;
	/** Streams that are shaded behind the bars. */
	streams: readonly ActivityStream[];
	bars: readonly { at: Date; value: number }[];
}

export function BarChart({ label, bars, span, streams }: BarChartProps) {
	const scale = scaleOf(Math.max(...bars.map(({ value }) => value), 0), bars.length);
	const width = rounded(Math.max(1, scale.step * 0.8));
	const base = scale.y(0);
	return (
		<svg class="chart" viewBox={`0 0 ${Plot.width} ${Plot.height}`} role="img" aria-label={label}>
			<StreamBands streams={streams} span={span} scale={scale} />
			<Axes scale={scale} span={span} show={figure} />
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
