import { Plot, type Scale } from './plot.js';

export interface AxesProps {
	scale: Scale;
	/** Start of each time slot. */
	times: readonly Date[];
	show: (value: number) => string;
}

const MaxLabels = 6;

/** Grid lines and labels of a chart. */
export function Axes({ scale, times, show }: AxesProps) {
	const every = Math.max(1, Math.ceil(times.length / MaxLabels));
	const spansDays = times.length > 1 && times.at(-1)!.getTime() - times[0]!.getTime() > 24 * 60 * 60_000;
	return (
		<g class="axes">
			{scale.ticks.map((tick) => (
				<g key={tick}>
					<line x1={Plot.left} x2={Plot.width - Plot.right} y1={scale.y(tick)} y2={scale.y(tick)} />
					<text x={Plot.left - 6} y={scale.y(tick) + 4} text-anchor="end">
						{show(tick)}
					</text>
				</g>
			))}
			{times.map((time, index) =>
				index % every === 0 ? (
					<text
						key={time.getTime()}
						x={scale.x(index)}
						y={Plot.height - 6}
						data-at={time.toISOString()}
						data-to={spansDays ? 'day' : 'minute'}
					>
						{spansDays ? time.toISOString().slice(5, 10) : time.toISOString().slice(11, 16)}
					</text>
				) : null
			)}
		</g>
	);
}
