import { showLocalTimes } from '../times.js';

/**
 * Shows each day above its first message, in the reader's time zone. Today is left out at the top.
 *
 * It changes nothing where the days are right, because each change calls it again.
 */
export function markDays(chat: HTMLElement): void {
	let day = new Date().toDateString();
	for (const line of chat.querySelectorAll<HTMLElement>('li[id]')) {
		const before = day;
		const time = line.querySelector('time')?.dateTime ?? '';
		day = dayOf(time);
		const mark = markAbove(line);
		if (day === before || (mark && dayOfMark(mark) !== day)) mark?.remove();
		if (day !== before && !markAbove(line)) line.before(createMark(time));
	}
	for (const mark of chat.querySelectorAll('li.day')) if (!mark.nextElementSibling?.id) mark.remove();
}

function markAbove({ previousElementSibling: above }: Element): Element | null {
	return above?.classList.contains('day') ? above : null;
}

function dayOfMark(mark: Element): string {
	return dayOf(mark.querySelector('time')?.dateTime ?? '');
}

function dayOf(time: string): string {
	return new Date(time).toDateString();
}

/** Creates the same element as the server. */
function createMark(dateTime: string): HTMLElement {
	const mark = document.createElement('li');
	const time = document.createElement('time');
	mark.className = 'day';
	time.dateTime = dateTime;
	time.dataset.to = 'day';
	time.textContent = dateTime.slice(0, 10);
	mark.append(time);
	showLocalTimes(mark);
	return mark;
}
