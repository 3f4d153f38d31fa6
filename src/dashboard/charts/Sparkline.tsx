import { rounded } from './plot.js';

export interface SparklineProps {
	/** Text alternative for screen readers. */
	label: string;
	points: readonly { at: Date; value: number }[];
}

const Width = 620;
const Height = 170;
const Left = 34;
const Top = 14;
const Bottom = 26;

/** Area under a line, with the highest value and the first and last time. */
export function Sparkline({ label, points }: SparklineProps) {
	const most = Math.max(1, ...points.map(({ value }) => value));
	const x = (index: number) => rounded(Left + (index * (Width - Left)) / Math.max(1, points.length - 1));
	const y = (value: number) => rounded(Top + (Height - Top - Bottom) * (1 - value / most));
	const line = points.map(({ value }, index) => `${x(index)} ${y(value)}`).join(' ');
	const [first, last] = [points[0], points.at(-1)];
	return (
		<svg class="chart" viewBox={`0 0 ${Width} ${Height}`} role="img" aria-label={label}>
			<g class="axes">
				{[0, most].map((tick) => (
					<g key={tick}>
						<line x1={Left} x2={Width} y1={y(tick)} y2={y(tick)} />
						<text x={Left - 8} y={y(tick) + 4} text-anchor="end">
							{tick}
						</text>
					</g>
				))}
				{first && <TimeLabel at={first.at} x={Left} anchor="start" />}
				{last && <TimeLabel at={last.at} x={Width} anchor="end" />}
			</g>
			<path class="area" d={`M${Left} ${y(0)} ${line} ${x(points.length - 1)} ${y(0)}z`} />
			<path class="edge" d={`M${line}`} />
		</svg>
	);
}

/** Time in UTC. The script converts it. */
function TimeLabel({ at, x, anchor }: { at: Date; x: number; anchor: 'start' | 'end' }) {
	const iso = at.toISOString();
	return (
		<text x={x} y={Height - 6} text-anchor={anchor} data-at={iso} data-to="minute">
			{iso.slice(11, 16)}
		</text>
	);
}
