/** Shows entries. Text from outside becomes text nodes only. */
export const entryScript = `
const EntriesShown = 500;
const NearEndPixels = 60;
const elements = new Map();
const logs = {
	discord: document.getElementById('discord-log'),
	kick: document.getElementById('kick-log'),
	wire: document.getElementById('wire-log')
};
let viewer = null;

export function element(tag, properties, ...children) {
	const created = Object.assign(document.createElement(tag), properties);
	created.append(...children);
	return created;
}

export function showAll(entries) {
	elements.clear();
	for (const log of Object.values(logs)) log.replaceChildren();
	for (const entry of entries) put(entry);
	for (const log of Object.values(logs)) log.scrollTop = log.scrollHeight;
}

/** Adds an entry, or shows the changed one in its place. */
export function showEntry(entry) {
	const log = logs[entry.side];
	const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NearEndPixels;
	put(entry);
	if (isAtEnd) log.scrollTop = log.scrollHeight;
}

/** Hides what this member of the Discord server can't see. */
export function showAs(name) {
	viewer = name;
	for (const shown of elements.values()) hideFromOthers(shown);
	logs.discord.scrollTop = logs.discord.scrollHeight;
}

function put(entry) {
	const log = logs[entry.side];
	const key = entry.side + ' ' + entry.id;
	const shown = entryElement(entry);
	shown.dataset.key = key;
	if (entry.visibleTo !== null) shown.dataset.visibleTo = entry.visibleTo;
	hideFromOthers(shown);

	const earlier = elements.get(key);
	if (earlier) earlier.replaceWith(shown);
	else log.append(shown);
	elements.set(key, shown);
	if (log.children.length > EntriesShown) {
		elements.delete(log.firstChild.dataset.key);
		log.firstChild.remove();
	}
}

function hideFromOthers(shown) {
	const { visibleTo } = shown.dataset;
	shown.hidden = visibleTo !== undefined && visibleTo !== viewer;
}

function entryElement(entry) {
	const { kind, author, parts, tags, buttons, repliesTo, visibleTo, isFailure } = entry;
	const classes = ['entry', kind];
	if (visibleTo !== null) classes.push('private');
	if (isFailure) classes.push('failure');
	if (tags.includes('deleted')) classes.push('deleted');
	const item = element('div', { className: classes.join(' ') });
	const text = element('div', { className: 'body' }, ...parts.map(partNode));

	if (author === null) {
		item.append(timeElement(entry.at), text);
		return item;
	}

	const head = element('div', { className: 'head' }, element('span', { className: 'author', textContent: author.name }));
	if (author.isBot) head.append(element('span', { className: 'bot', textContent: 'Bot' }));
	head.append(timeElement(entry.at));
	for (const tag of tags) head.append(element('span', { className: 'tag', textContent: tag }));
	const content = element('div', { className: 'content' }, head);
	if (repliesTo !== null) content.append(element('div', { className: 'original', textContent: 'Reply to ' + repliesTo }));
	content.append(text);
	if (buttons.length > 0) content.append(element('div', { className: 'buttons' }, ...buttons.map(buttonElement)));

	const initial = (Array.from(author.name)[0] || '?').toUpperCase();
	const avatar = element('span', { className: author.isBot ? 'avatar robot' : 'avatar', textContent: initial, ariaHidden: 'true' });
	item.append(avatar, content);
	if (entry.side === 'kick') item.append(replyButton(entry));
	return item;
}

function partNode({ style, text }) {
	switch (style) {
		case 'bold':
			return element('strong', { textContent: text });
		case 'code':
			return element('code', { textContent: text });
		case 'time':
			return element('time', { dateTime: text, textContent: new Date(text).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' }) });
		default:
			return document.createTextNode(text);
	}
}

function timeElement(at) {
	const date = new Date(at);
	const textContent = date.toLocaleTimeString([], { timeStyle: 'medium', hourCycle: 'h23' });
	return element('time', { className: 'at', dateTime: at, title: date.toLocaleString(), textContent });
}

function buttonElement({ label, url }) {
	const isWebAddress = url !== null && (url.startsWith('http://') || url.startsWith('https://'));
	if (!isWebAddress) return element('button', { type: 'button', disabled: true, textContent: label });
	return element('a', { href: url, target: '_blank', rel: 'noopener', textContent: label + ' ↗' });
}

/** The page's own way to an id that Kick's chat does not show. */
function replyButton({ id, author }) {
	const button = element('button', { type: 'button', className: 'reply', textContent: 'Reply', title: 'Answer from Discord with /kick say' });
	button.setAttribute('aria-label', 'Answer ' + author.name + ' from Discord');
	button.addEventListener('click', () => document.dispatchEvent(new CustomEvent('reply', { detail: id })));
	return button;
}
`;
