import type { Side } from '../history/PageEntry.js';
import type { ReceivedEntry } from '../PageEvents.js';
import { find } from './dom.js';
import { entryElement } from './entryElement.js';

const EntriesShown = 500;
const NearEndPixels = 60;

const logs: Record<Side, HTMLElement> = {
	discord: find('discord-log'),
	kick: find('kick-log'),
	wire: find('wire-log')
};
const elements = new Map<string, HTMLElement>();
let viewer: string | null = null;

/** Replaces the content of all logs. */
export function showAll(entries: readonly ReceivedEntry[]): void {
	elements.clear();
	for (const log of Object.values(logs)) log.replaceChildren();
	for (const entry of entries) put(entry);
	for (const log of Object.values(logs)) log.scrollTop = log.scrollHeight;
}

/** Adds an entry, or shows the changed one in its place. */
export function showEntry(entry: ReceivedEntry): void {
	const log = logs[entry.side];
	const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NearEndPixels;
	put(entry);
	if (isAtEnd) log.scrollTop = log.scrollHeight;
}

/** Hides what this member of the Discord server can't see. */
export function showAs(name: string): void {
	viewer = name;
	for (const shown of elements.values()) hideFromOthers(shown);
	logs.discord.scrollTop = logs.discord.scrollHeight;
}

function put(entry: ReceivedEntry): void {
	const log = logs[entry.side];
	const key = `${entry.side} ${entry.id}`;
	const shown = entryElement(entry);
	shown.dataset.key = key;
	if (entry.visibleTo !== null) shown.dataset.visibleTo = entry.visibleTo;
	hideFromOthers(shown);

	const earlier = elements.get(key);
	if (earlier) earlier.replaceWith(shown);
	else log.append(shown);
	elements.set(key, shown);
	if (log.children.length > EntriesShown) removeOldest(log);
}

function removeOldest(log: HTMLElement): void {
	const oldest = log.firstElementChild as HTMLElement;
	elements.delete(oldest.dataset.key ?? '');
	oldest.remove();
}

function hideFromOthers(shown: HTMLElement): void {
	const { visibleTo } = shown.dataset;
	shown.hidden = visibleTo !== undefined && visibleTo !== viewer;
}
