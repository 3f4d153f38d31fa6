import { type DefaultTreeAdapterTypes, parse } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

type Field = [name: string, value: string];

export interface HtmlForm {
	method: 'GET' | 'POST';
	action: string;
	/** Fields that are sent with any button, with the values on the page. */
	fields: Field[];
	buttons: HtmlButton[];
}

interface HtmlButton {
	text: string;
	/** Field that the button adds. `null` if it has no name. */
	field: Field | null;
}

export interface HtmlLink {
	text: string;
	href: string;
}

const InvisibleTags = new Set(['head', 'script', 'style']);

export function formsOf(html: string): HtmlForm[] {
	return elementsIn(parsePage(html), 'form').map((form) => {
		const controls = elementsIn(form, 'input', 'textarea', 'select', 'button');
		return {
			method: attributeOf(form, 'method')?.toUpperCase() === 'POST' ? 'POST' : 'GET',
			action: attributeOf(form, 'action') ?? '',
			fields: controls.filter((control) => !isButton(control)).flatMap(fieldsOf),
			buttons: controls.filter(isButton).map(describeButton)
		};
	});
}

export function linksOf(html: string): HtmlLink[] {
	return elementsIn(parsePage(html), 'a').map((link) => ({
		text: visibleText(link),
		href: attributeOf(link, 'href') ?? ''
	}));
}

/** Returns the text of a page, with one space between elements. */
export function textOf(html: string): string {
	return visibleText(parsePage(html));
}

/** Returns the text of the `<main>` element, or of the whole page if it has none. */
export function mainTextOf(html: string): string {
	const page = parsePage(html);
	return visibleText(elementsIn(page, 'main')[0] ?? page);
}

/** Parses a page. The content of `noscript` counts, because scripts do not run in this browser. */
function parsePage(html: string): Node {
	return parse(html, { scriptingEnabled: false });
}

function fieldsOf(control: Element): Field[] {
	const name = attributeOf(control, 'name');
	const isBox = /^(checkbox|radio)$/.test(attributeOf(control, 'type') ?? '');
	if (!name || (isBox && attributeOf(control, 'checked') === undefined)) return [];
	if (control.tagName === 'textarea') return [[name, textsIn(control).join('')]];
	if (control.tagName === 'select') return [[name, chosenOf(control)]];
	return [[name, attributeOf(control, 'value') ?? (isBox ? 'on' : '')]];
}

function chosenOf(select: Element): string {
	const options = elementsIn(select, 'option');
	const chosen = options.find((option) => attributeOf(option, 'selected') !== undefined) ?? options[0];
	return chosen === undefined ? '' : (attributeOf(chosen, 'value') ?? visibleText(chosen));
}

function isButton(control: Element): boolean {
	return control.tagName === 'button' || attributeOf(control, 'type') === 'submit';
}

function describeButton(button: Element): HtmlButton {
	const name = attributeOf(button, 'name');
	const value = attributeOf(button, 'value') ?? '';
	return { text: button.tagName === 'button' ? visibleText(button) : value, field: name ? [name, value] : null };
}

function visibleText(node: Node): string {
	return textsIn(node).join(' ').replace(/\s+/g, ' ').trim();
}

function textsIn(node: Node): string[] {
	if ('tagName' in node && InvisibleTags.has(node.tagName)) return [];
	if ('value' in node) return [node.value];
	return 'childNodes' in node ? node.childNodes.flatMap(textsIn) : [];
}

/** Returns the elements with one of the tags, in the order of the page. */
function elementsIn(node: Node, ...tags: string[]): Element[] {
	const children = 'childNodes' in node ? node.childNodes : [];
	return children.flatMap((child) => {
		const inside = elementsIn(child, ...tags);
		return 'tagName' in child && tags.includes(child.tagName) ? [child, ...inside] : inside;
	});
}

function attributeOf(element: Element, name: string): string | undefined {
	return element.attrs.find((attribute) => attribute.name === name)?.value;
}
