import { Plot, type Scale } from './plot.js';
import { tickText, timeTicks } from './timeTicks.js';

/** Time that a chart shows. */
export interface Span {
	from: Date;
	to: Date;
}

export interface AxesProps {
	scale: Scale;
	span: Span;
	show: (value: number) => string;
}

/** Space that a label needs to the right of the place of its time. */
const LabelWidth = 20;

/** Grid lines and labels of a chart. */
export function Axes({ scale, span, show }: AxesProps) {
	const ticks = timeTicks(span.from, span.to).map((at) => ({ at, x: scale.xOfTime(at, span) }));
	return (
		<>
			<g class="axes">
				{scale.ticks.map((tick) => (
					<g key={tick}>
						<line x1={Plot.left} x2={Plot.width - Plot.right} y1={scale.y(tick)} y2={scale.y(tick)} />
						<text x={Plot.left - 6} y={scale.y(tick) + 4} text-anchor="end">
							{show(tick)}
						</text>
					</g>
				))}
			</g>
			<g class="time-axis">
				{ticks.map(({ at, x }) => (
					<text key={at.getTime()} x={x} y={Plot.height - 6} text-anchor="middle" data-at={at.toISOString()}>
						{x <= Plot.width - LabelWidth ? tickText(at) : ''}
					</text>
				))}
			</g>
		</>
	);
}
