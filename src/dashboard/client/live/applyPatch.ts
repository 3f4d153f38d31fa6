import { showLocalTimes } from '../times.js';
import { parseOwnHtml } from './parseOwnHtml.js';

/** Part of the page from the server. See `routes/dashboard/streamAnswer.ts`. */
export interface Patch {
	html: string;
	list?: string;
}

const MaxInList = 200;
/** Limit while the reader has scrolled up. The lines that are being read stay until 1,000 newer ones have arrived. */
const MaxInPausedList = 1_200;
const Focusable = 'a, button, summary, input, select, textarea, [tabindex]';

/** Replaces the element with the same id, or inserts a new one into its list. */
export function applyPatch({ html, list }: Patch): void {
	const fresh = parseOwnHtml(html);
	if (!fresh) return;
	showLocalTimes(fresh);
	const known = document.getElementById(fresh.id);
	const parent = list ? document.getElementById(list) : null;
	if (known?.dataset.paused) merge(known, fresh);
	else if (known) replace(known, fresh);
	else if (parent) insert(parent, fresh);
}

/** Adds the newer lines of a list, and leaves those that are being read. */
function merge(list: HTMLElement, fresh: HTMLElement): void {
	for (const line of fresh.querySelectorAll<HTMLElement>(':scope > [id]')) {
		if (!document.getElementById(line.id)) insert(list, line);
	}
}

/** Replaces an element and keeps the keyboard focus at the same position. */
function replace(known: HTMLElement, fresh: HTMLElement): void {
	if (known.isEqualNode(fresh)) return;
	const place = document.activeElement ? [...known.querySelectorAll(Focusable)].indexOf(document.activeElement) : -1;
	known.replaceWith(fresh);
	fresh.querySelectorAll<HTMLElement>(Focusable)[place]?.focus();
}

/** Inserts in the order of ids. An older element is left out if it belongs to the next page. */
function insert(list: HTMLElement, fresh: HTMLElement): void {
	const isNewestFirst = list.dataset.order === 'newest-first';
	const behind = [...list.children].find(({ id }) => (isNewestFirst ? id < fresh.id : id > fresh.id)) ?? null;
	if (isNewestFirst && !behind && list.dataset.more) return;
	fresh.classList.add('fresh');
	list.insertBefore(fresh, behind);
	const max = list.dataset.paused ? MaxInPausedList : MaxInList;
	while (list.children.length > max) {
		(isNewestFirst ? list.lastElementChild : list.firstElementChild)?.remove();
		list.dataset.more = 'true';
	}
}
