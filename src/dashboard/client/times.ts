import { showLocalAxis } from './axes.js';

const Formats = {
	second: new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' }),
	day: new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }),
	clock: new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' }),
	minute: new Intl.DateTimeFormat(undefined, { timeStyle: 'short' })
};
/** Short formats for chart labels. */
const LabelFormats = {
	minute: new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' }),
	day: new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric' })
};

/** Converts the server's UTC times to the reader's time zone. The title keeps the UTC time. */
export function showLocalTimes(part: ParentNode): void {
	for (const time of part.querySelectorAll('time')) {
		const at = new Date(time.dateTime);
		time.title = time.textContent;
		time.textContent = formatOf(time.dataset.to, at).format(at);
	}
	for (const axis of part.querySelectorAll('.time-axis')) showLocalAxis(axis);
	for (const label of part.querySelectorAll<SVGTextElement>('text[data-at][data-to]')) {
		const format = LabelFormats[label.dataset.to === 'day' ? 'day' : 'minute'];
		label.textContent = format.format(new Date(label.dataset.at ?? ''));
	}
}

function formatOf(kind: string | undefined, at: Date): Intl.DateTimeFormat {
	const isToday = at.toDateString() === new Date().toDateString();
	if (kind === 'clock' && isToday) return Formats.clock;
	return kind === 'day' || kind === 'minute' ? Formats[kind] : Formats.second;
}
