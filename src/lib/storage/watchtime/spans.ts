/** A stretch of time in milliseconds. */
export interface Span {
	from: number;
	until: number;
}

/** The same time, without overlaps and in order. */
export function mergeSpans(spans: readonly Span[]): Span[] {
	const merged: Span[] = [];
	for (const span of spans.toSorted((one, other) => one.from - other.from)) {
		const last = merged.at(-1);
		if (last && span.from <= last.until) last.until = Math.max(last.until, span.until);
		else merged.push({ ...span });
	}
	return merged;
}
