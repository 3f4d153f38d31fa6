import type { VisibleButton } from '../../../discord/index.js';
import type { TextPart } from '../history/discordText.js';
import type { ReceivedEntry } from '../PageEvents.js';
import { element } from './dom.js';

/** Builds the element of an entry in a log. */
export function entryElement(entry: ReceivedEntry): HTMLElement {
	const item = element('div', { className: classesOf(entry).join(' ') });
	const text = element('div', { className: 'body' }, ...entry.parts.map(partNode));
	const { author, side, id } = entry;
	if (author === null) {
		item.append(timeElement(entry.at), text);
		return item;
	}

	const initial = (Array.from(author.name)[0] || '?').toUpperCase();
	const className = author.isBot ? 'avatar robot' : 'avatar';
	item.append(element('span', { className, textContent: initial, ariaHidden: 'true' }));
	item.append(contentElement(entry, author, text));
	if (side === 'kick') item.append(replyButton(id, author.name));
	return item;
}

function classesOf({ kind, visibleTo, isFailure, tags }: ReceivedEntry): string[] {
	const classes = ['entry', kind];
	if (visibleTo !== null) classes.push('private');
	if (isFailure) classes.push('failure');
	if (tags.includes('deleted')) classes.push('deleted');
	return classes;
}

type Author = NonNullable<ReceivedEntry['author']>;

function contentElement(entry: ReceivedEntry, { name, isBot }: Author, text: HTMLElement): HTMLElement {
	const { at, tags, repliesTo, buttons } = entry;
	const head = element('div', { className: 'head' }, element('span', { className: 'author', textContent: name }));
	if (isBot) head.append(element('span', { className: 'bot', textContent: 'Bot' }));
	head.append(timeElement(at));
	for (const tag of tags) head.append(element('span', { className: 'tag', textContent: tag }));

	const content = element('div', { className: 'content' }, head);
	if (repliesTo !== null) {
		content.append(element('div', { className: 'original', textContent: `Reply to ${repliesTo}` }));
	}
	content.append(text);
	if (buttons.length > 0) content.append(element('div', { className: 'buttons' }, ...buttons.map(buttonElement)));
	return content;
}

function partNode({ style, text }: TextPart): Node {
	switch (style) {
		case 'bold':
			return element('strong', { textContent: text });
		case 'code':
			return element('code', { textContent: text });
		case 'time': {
			const textContent = new Date(text).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });
			return element('time', { dateTime: text, textContent });
		}
		default:
			return document.createTextNode(text);
	}
}

function timeElement(at: string): HTMLElement {
	const date = new Date(at);
	const textContent = date.toLocaleTimeString([], { timeStyle: 'medium', hourCycle: 'h23' });
	return element('time', { className: 'at', dateTime: at, title: date.toLocaleString(), textContent });
}

function buttonElement({ label, url }: VisibleButton): HTMLElement {
	const isWebAddress = url !== null && (url.startsWith('http://') || url.startsWith('https://'));
	if (!isWebAddress) return element('button', { type: 'button', disabled: true, textContent: label });
	return element('a', { href: url, target: '_blank', rel: 'noopener', textContent: `${label} ↗` });
}

/** Kick's chat does not show message ids, so this button fills one into the Discord command. */
function replyButton(id: string, author: string): HTMLElement {
	const title = 'Answer from Discord with /kick say';
	const button = element('button', { type: 'button', className: 'reply', textContent: 'Reply', title });
	button.setAttribute('aria-label', `Answer ${author} from Discord`);
	button.addEventListener('click', () => document.dispatchEvent(new CustomEvent('reply', { detail: id })));
	return button;
}
