import { showLocalTimes } from '../times.js';
import { parseOurHtml } from './parseOurHtml.js';

/** A part of the page from the server. See `routes/dashboard/streamAnswer.ts`. */
export interface Patch {
	html: string;
	list?: string;
}

const MaxInList = 200;
const Focusable = 'a, button, summary, input, select, textarea, [tabindex]';

/** Puts a part of the page in the place of the one with its id; a new one into its list. */
export function applyPatch({ html, list }: Patch): void {
	const fresh = parseOurHtml(html);
	if (!fresh) return;
	showLocalTimes(fresh);
	const known = document.getElementById(fresh.id);
	const parent = list ? document.getElementById(list) : null;
	if (known) replace(known, fresh);
	else if (parent) insert(parent, fresh);
}

/** Whoever is at a link or button of the old one is at that of the new one. */
function replace(known: HTMLElement, fresh: HTMLElement): void {
	if (known.isEqualNode(fresh)) return;
	const place = document.activeElement ? [...known.querySelectorAll(Focusable)].indexOf(document.activeElement) : -1;
	known.replaceWith(fresh);
	fresh.querySelectorAll<HTMLElement>(Focusable)[place]?.focus();
}

/** A list is in the order of its children's ids. Where more follow on another page, an old one has no place at its end. */
function insert(list: HTMLElement, fresh: HTMLElement): void {
	const isNewestFirst = list.dataset.order === 'newest-first';
	const behind = [...list.children].find(({ id }) => (isNewestFirst ? id < fresh.id : id > fresh.id)) ?? null;
	if (isNewestFirst && !behind && list.dataset.more) return;
	fresh.classList.add('fresh');
	list.insertBefore(fresh, behind);
	if (list.children.length <= MaxInList) return;
	(isNewestFirst ? list.lastElementChild : list.firstElementChild)?.remove();
	list.dataset.more = 'true';
}
