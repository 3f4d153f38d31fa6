import { style } from '../../src/generated/dashboardAssets.js';

const words = (text: string) => new Set(text.split(/\s+/));

/** What our pages are made of. */
const Elements = words(`html head meta title link script body noscript a header nav main footer section details summary
	div span p pre code strong bdi h1 h2 h3 ul ol li dl dt dd form label input button select option table thead tbody tr
	th td svg g line text rect polyline time img`);
const Attributes = words(`action alt aria-current aria-describedby aria-hidden aria-label aria-labelledby aria-live
	autocapitalize autocomplete charset class content data-at data-chat data-label data-more data-order data-state
	data-stream data-to datetime defer for height href http-equiv id inputmode lang loading maxlength method name points
	preserveaspectratio rel required role scope selected spellcheck src tabindex text-anchor title type value viewbox
	width x x1 x2 y y1 y2`);
const Voids = words('meta link input img');
/** Those of the style, and a few that stand there for whoever looks at the page. */
const Classes = new Set([
	...[...style.text.matchAll(/\.([a-z][\w-]*)/g)].map(([, name]) => name),
	...words('line-0 line-1 payload text')
]);
/** To the dashboard, and once to where the bot sends people on to Kick. */
const Address = /^(#[a-z]+|data:,|(https?:\/\/[\w.:]+)?\/(dashboard|auth\/kick)([/?#][\w/.?=&%#:-]*)?)$/;
const Values: Readonly<Record<string, RegExp>> = {
	href: Address,
	action: Address,
	'data-stream': Address,
	'img src': /^\/dashboard\/emotes\/\d{1,20}$/,
	'script src': /^\/dashboard\/assets\/[\w.-]+$/,
	content: /^(width=device-width, initial-scale=1|0;url=https?:\/\/[\w.:]+\/auth\/kick\?state=[\w-]+)$/
};

const Token = /<!doctype html>|<(\/?)([a-z][a-z0-9]*)((?: [a-zA-Z][\w:-]*(?:="[^"<]*")?)*)\/?>|[^<]+/gy;
const UnknownEntity = /&(?!(?:amp|lt|gt|quot);)/;
/** Marks that turn the direction of what follows. */
const Turning = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/;
/** What would end the isolation of an element, in Chromium: isolates that are not paired, and ends of paragraphs. */
const Ending = /[\u2066-\u2069\p{Zp}]|(?![\n\t])\p{Cc}/u;

/**
 * What of a page, or a part of one, is not our own: read strictly, so that no browser can read it otherwise.
 *
 * Every `<` begins one of our tags, every attribute stands in quotes and is one of ours, classes are those of our style, no
 * address leads elsewhere, and a text that turns its direction does so within a `<bdi>`, and ends there.
 */
export function foreignMarkup(html: string): string[] {
	const problems: string[] = [];
	const open: string[] = [];
	let end = 0;
	for (const { 0: token, 1: slash, 2: element, 3: attributes = '', index } of html.matchAll(Token)) {
		end = index + token.length;
		if (token.startsWith('<!')) continue;
		if (element === undefined) {
			if (UnknownEntity.test(token)) problems.push(`entity: ${token}`);
			if ((open.includes('bdi') ? Ending : Turning).test(token))
				problems.push(`turned in ${open.join(' ')}: ${JSON.stringify(token)}`);
		} else if (slash) {
			if (open.pop() !== element) problems.push(`end of ${element}`);
		} else {
			if (!Elements.has(element)) problems.push(`element: ${token}`);
			problems.push(...foreignAttributes(element, attributes).map((problem) => `${problem} in ${token}`));
			if (!Voids.has(element) && !token.endsWith('/>')) open.push(element);
		}
	}
	if (end < html.length) problems.push(`no tag: ${html.slice(end, end + 100)}`);
	if (open.length > 0) problems.push(`not ended: ${open.join(' ')}`);
	return problems;
}

function foreignAttributes(element: string, text: string): string[] {
	const problems: string[] = [];
	const seen = new Set<string>();
	for (const [, key = '', value = ''] of text.matchAll(/ ([^\s=]+)(?:="([^"]*)")?/g)) {
		const name = key.toLowerCase();
		const plain = value.replaceAll('&amp;', '&');
		const wanted = Values[name] ?? Values[`${element} ${name}`];
		// The first of two counts for a browser.
		if (!Attributes.has(name) || seen.has(name)) problems.push(`attribute ${name}`);
		if (UnknownEntity.test(value)) problems.push(`entity of ${name}`);
		if (wanted && !wanted.test(plain)) problems.push(`value of ${name}`);
		if (name === 'class' && !plain.split(' ').every((one) => Classes.has(one))) problems.push('class');
		if (!['img', 'input'].includes(element) && Turning.test(value)) problems.push(`turned ${name}`);
		seen.add(name);
	}
	return problems;
}
