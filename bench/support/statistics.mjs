export function median(values) {
	return quantile(values, 0.5);
}

/** Returns the median of each field over the runs. */
export function medians(runs, fields) {
	return Object.fromEntries(fields.map((field) => [field, median(runs.map((run) => run[field]))]));
}

/** @param {Iterable<number>} values @param {number} share From 0 to 1. */
export function quantile(values, share) {
	const sorted = Float64Array.from(values).sort();
	const position = (sorted.length - 1) * share;
	const below = sorted[Math.floor(position)];
	const above = sorted[Math.ceil(position)];
	return below + (above - below) * (position % 1);
}

export function rounded(value, digits = 3) {
	return Number(value.toPrecision(digits));
}

export function mean(values) {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}
