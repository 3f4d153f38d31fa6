import type { ActivityStream } from '../../lib/events/log/ChannelActivity.js';
import { Axes, type Span } from './Axes.js';
import { Plot, rounded, scaleOf } from './plot.js';
import { StreamBands } from './StreamBands.js';

export interface LineChartProps {
	/** Text alternative for screen readers. */
	label: string;
	span: Span;
	/** Streams that are shaded behind the lines. */
	streams: readonly ActivityStream[];
	/** A `null` value makes a gap in the line. The second line is dashed. */
	lines: readonly { name: string; values: readonly (number | null)[] }[];
	show: (value: number) => string;
}

export function LineChart({ label, span, streams, lines, show }: LineChartProps) {
	const most = Math.max(...lines.flatMap(({ values }) => values.map((value) => value ?? 0)), 0);
	const scale = scaleOf(most, lines[0]?.values.length ?? 0);
	const middle = (index: number) => rounded(scale.x(index) + scale.step / 2);
	return (
		<svg class="chart" viewBox={`0 0 ${Plot.width} ${Plot.height}`} role="img" aria-label={label}>
			<StreamBands streams={streams} span={span} scale={scale} />
			<Axes scale={scale} span={span} show={show} />
			{lines.map(({ name, values }, index) => (
				<g key={name} class={`line-mark line-${index}`}>
					{runsOf(values).map((run) => (
						<polyline
							key={run[0]!.index}
							class={run.length === 1 ? 'dot-mark' : undefined}
							points={pointsOf(run)
								.map((point) => `${middle(point.index)},${scale.y(point.value)}`)
								.join(' ')}
						/>
					))}
				</g>
			))}
		</svg>
	);
}

interface Point {
	index: number;
	value: number;
}

/** Doubles a single point, because SVG draws no line of one point. */
function pointsOf(run: readonly Point[]): readonly Point[] {
	return run.length === 1 ? [...run, ...run] : run;
}

/** Splits values into runs without gaps. */
function runsOf(values: readonly (number | null)[]): Point[][] {
	const runs: Point[][] = [];
	for (const [index, value] of values.entries()) {
		if (value === null) continue;
		const open = runs.at(-1);
		if (open?.at(-1)?.index === index - 1) open.push({ index, value });
		else runs.push([{ index, value }]);
	}
	return runs;
}
