const MinuteMs = 60_000;
const Clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const Day = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric' });

/**
 * Moves the labels of a time axis from round times in UTC to round times in the reader's zone, and writes them: the day
 * at midnight, else the time of day.
 */
export function showLocalAxis(axis: Element): void {
	const labels = [...axis.querySelectorAll<SVGTextElement>('text[data-at]')].map((label) => ({
		label,
		time: new Date(label.dataset.at ?? '').getTime(),
		x: Number(label.getAttribute('x'))
	}));
	const [first, second] = labels;
	if (!first || !second) return;
	const stepMs = second.time - first.time;
	const perMs = (second.x - first.x) / stepMs;
	const { left, right } = edgesOf(axis);
	for (const { label, time, x } of labels) {
		const aheadMs = -new Date(time).getTimezoneOffset() * MinuteMs;
		const backMs = ((aheadMs % stepMs) + stepMs) % stepMs;
		const place = x - backMs * perMs;
		const at = new Date(time - backMs);
		const isMidnight = at.getHours() === 0 && at.getMinutes() === 0;
		label.setAttribute('x', String(Math.round(place * 10) / 10));
		label.textContent = place < left || place > right ? '' : (isMidnight ? Day : Clock).format(at);
	}
}

/** Returns the places between which a label fits, from the grid lines and the size of the chart. */
function edgesOf(axis: Element): { left: number; right: number } {
	const line = axis.parentElement?.querySelector('.axes line');
	const edge = (name: string) => Number(line?.getAttribute(name) ?? 0);
	return { left: edge('x1') - 1, right: edge('x2') - 12 };
}
