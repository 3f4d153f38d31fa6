/** What a page lets a person do. Read with patterns: enough for pages that a server writes, not for any HTML there is. */

export interface HtmlForm {
	method: 'GET' | 'POST';
	action: string;
	/** Fields that are sent whichever button is pressed, with the values on the page. */
	fields: [string, string][];
	buttons: HtmlButton[];
}

interface HtmlButton {
	text: string;
	/** `null` for a button that sends nothing of its own. */
	field: [string, string] | null;
}

export interface HtmlLink {
	text: string;
	href: string;
}

export function formsOf(html: string): HtmlForm[] {
	return elementsOf(html, 'form').map(({ attributes, content }) => ({
		method: attributes.get('method')?.toUpperCase() === 'POST' ? 'POST' : 'GET',
		action: attributes.get('action') ?? '',
		fields: fieldsOf(content),
		buttons: buttonsOf(content)
	}));
}

export function linksOf(html: string): HtmlLink[] {
	return elementsOf(html, 'a').map(({ attributes, content }) => ({
		text: textOf(content),
		href: attributes.get('href') ?? ''
	}));
}

/** The words of a page, without tags, styles and scripts. */
export function textOf(html: string): string {
	const bare = html.replace(/<(script|style|head)\b.*?<\/\1>/gis, ' ').replace(/<[^>]*>/g, ' ');
	return decodeEntities(bare).replace(/\s+/g, ' ').trim();
}

function fieldsOf(content: string): [string, string][] {
	const inputs = [...content.matchAll(/<input\b([^>]*)>/gi)].map((match) => attributesOf(match[1] ?? ''));
	const filled = inputs
		.filter((attributes) => !isButton(attributes) && (!isBox(attributes) || attributes.has('checked')))
		.map((attributes): [string, string] => [
			attributes.get('name') ?? '',
			attributes.get('value') ?? (isBox(attributes) ? 'on' : '')
		]);
	const areas = elementsOf(content, 'textarea').map((area): [string, string] => [
		area.attributes.get('name') ?? '',
		decodeEntities(area.content)
	]);
	const choices = elementsOf(content, 'select').map((select): [string, string] => [
		select.attributes.get('name') ?? '',
		chosenOf(select.content)
	]);
	return [...filled, ...areas, ...choices].filter(([name]) => name !== '');
}

function chosenOf(select: string): string {
	const options = elementsOf(select, 'option');
	const chosen = options.find(({ attributes }) => attributes.has('selected')) ?? options[0];
	return chosen?.attributes.get('value') ?? textOf(chosen?.content ?? '');
}

function buttonsOf(content: string): HtmlButton[] {
	const buttons = elementsOf(content, 'button').map(({ attributes, content: label }) => ({
		text: textOf(label),
		field: fieldOf(attributes)
	}));
	const inputs = [...content.matchAll(/<input\b([^>]*)>/gi)]
		.map((match) => attributesOf(match[1] ?? ''))
		.filter(isButton)
		.map((attributes) => ({ text: attributes.get('value') ?? '', field: fieldOf(attributes) }));
	return [...buttons, ...inputs];
}

function fieldOf(attributes: Map<string, string>): [string, string] | null {
	const name = attributes.get('name');
	return name ? [name, attributes.get('value') ?? ''] : null;
}

const isButton = (attributes: Map<string, string>) => attributes.get('type') === 'submit';
const isBox = (attributes: Map<string, string>) => /^(checkbox|radio)$/.test(attributes.get('type') ?? '');

function elementsOf(html: string, tag: string): { attributes: Map<string, string>; content: string }[] {
	const pattern = new RegExp(`<${tag}\\b([^>]*)>(.*?)</${tag}>`, 'gis');
	return [...html.matchAll(pattern)].map((match) => ({
		attributes: attributesOf(match[1] ?? ''),
		content: match[2] ?? ''
	}));
}

function attributesOf(text: string): Map<string, string> {
	const pattern = /([^\s=/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+)))?/g;
	return new Map(
		[...text.matchAll(pattern)].map((match) => [
			(match[1] ?? '').toLowerCase(),
			decodeEntities(match[2] ?? match[3] ?? match[4] ?? '')
		])
	);
}

const NamedEntities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function decodeEntities(text: string): string {
	return text.replace(/&(?:#(\d+)|#x([\da-f]+)|([a-z]+));/gi, (entity, decimal, hex, name) => {
		if (name) return NamedEntities[name] ?? entity;
		return String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex, 16));
	});
}
