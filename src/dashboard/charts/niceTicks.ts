const Steps = [1, 2, 5, 10];

/** Round values from 0 to at least `most`, `count` steps or a few less. The last one is the top of a chart. */
export function niceTicks(most: number, count = 4): number[] {
	if (!(most > 0) || !Number.isFinite(most)) return [0, 1];
	const rough = most / count;
	const magnitude = 10 ** Math.floor(Math.log10(rough));
	// What is counted is whole.
	const step = Math.max(1, (Steps.find((factor) => factor * magnitude >= rough) ?? 10) * magnitude);
	return Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) => index * step);
}
