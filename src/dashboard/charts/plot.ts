/** Size of every chart in SVG units. The page scales charts to the available width. */
export const Plot = { width: 640, height: 220, left: 76, right: 8, top: 16, bottom: 28 };

const inner = { width: Plot.width - Plot.left - Plot.right, height: Plot.height - Plot.top - Plot.bottom };

export interface Scale {
	ticks: readonly number[];
	y(value: number): number;
	/** Left edge of a time slot. */
	x(index: number): number;
	xOfTime(at: Date, span: { from: Date; to: Date }): number;
	step: number;
}

export function scaleOf(most: number, count: number): Scale {
	const ticks = niceTicks(most);
	const top = ticks.at(-1)!;
	const step = inner.width / Math.max(count, 1);
	return {
		ticks,
		step,
		y: (value) => rounded(Plot.top + inner.height * (1 - Math.min(value, top) / top)),
		x: (index) => rounded(Plot.left + index * step),
		xOfTime: (at, { from, to }) => {
			const part = (at.getTime() - from.getTime()) / Math.max(to.getTime() - from.getTime(), 1);
			return rounded(Plot.left + inner.width * part);
		}
	};
}

/** Rounds to one digit, which is exact enough for a picture and keeps the page small. */
export function rounded(value: number): number {
	return Math.round(value * 10) / 10;
}

/** Formats a count with the same separators on every machine. */
export function figure(count: number): string {
	return count.toLocaleString('en-US');
}

const Steps = [1, 2, 5, 10];

/** Returns round values from 0 to at least `most`, in at most `count` steps. The last is the top of a chart. */
function niceTicks(most: number, count = 4): number[] {
	if (!(most > 0) || !Number.isFinite(most)) return [0, 1];
	const rough = most / count;
	const magnitude = 10 ** Math.floor(Math.log10(rough));
	// Counts are whole numbers.
	const step = Math.max(1, (Steps.find((factor) => factor * magnitude >= rough) ?? 10) * magnitude);
	return Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) => index * step);
}
