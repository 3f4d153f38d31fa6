import { style } from '../../src/generated/dashboardAssets.js';

const words = (text: string) => new Set(text.split(/\s+/));

/** Elements and attributes of the bot's pages. */
const Elements =
	words(`a aside bdi body button circle code dd details dialog div dl dt fieldset footer form g h1 h2 h3 head
	header hr html img input label legend li line link main meta nav noscript ol option p path polyline pre
	rect script section select small span strong summary svg table tbody td text th thead time title tr ul`);
const Attributes =
	words(`action alt aria-current aria-describedby aria-hidden aria-invalid aria-label aria-labelledby aria-live
	aria-pressed as autocapitalize autocomplete charset checked class content crossorigin cx cy d data-at
	data-cancel-reply data-chat data-chosen data-close data-close-dialog data-dialog data-emote data-emotes
	data-jump data-label data-more data-name-filter data-no-match data-order data-picker data-reply
	data-replying data-state data-stream data-theme data-theme-switch data-to datetime defer dir disabled
	fill fill-rule for height hidden href http-equiv id inputmode lang loading maxlength method name
	placeholder points popover popovertarget preserveaspectratio r rel required role rx ry scope selected
	spellcheck src tabindex text-anchor title type value viewbox width x x1 x2 y y1 y2`);
const Voids = words('meta link input img hr');
/** Classes of the style sheet, and a few for people who read the page's source. */
const Classes = new Set([
	...[...style.text.matchAll(/\.([a-z][\w-]*)/g)].map(([, name]) => name),
	...words('line-0 line-1 payload text')
]);
/** Addresses of the dashboard, its icon, and the pages that people are sent to, of Kick and of Discord. */
const Address = new RegExp(
	[
		'^(#[a-z]+',
		String.raw`data:image/svg\+xml,%3Csvg%20[\w%.()'-]+%3C%2Fsvg%3E`,
		String.raw`(https?://[\w.:]+)?/(dashboard|auth/kick)([/?#][\w/.?=&%#:-]*)?`,
		// The channel's own page.
		String.raw`https?://[\w.:]+/[\w-]{1,64}`,
		String.raw`https?://[\w.:]+/oauth2/authorize\?client_id=\d+&scope=bot[+]applications.commands[\w&=]+)$`
	].join('|')
);
/** Pictures from the bot's own address: emotes, and those of servers, people and Kick. */
const Picture = [
	String.raw`emotes/\d{1,20}`,
	String.raw`pictures/(servers|people)/\d{1,20}/(a_)?[0-9a-f]{32}`,
	String.raw`pictures/kick\?url=[\w%.*-]+&sig=[\w-]{43}`
];
const Values: Readonly<Record<string, RegExp>> = {
	href: Address,
	action: Address,
	'data-stream': Address,
	'img src': new RegExp(`^/dashboard/(${Picture.join('|')})$`),
	'script src': /^\/dashboard\/assets\/[\w.-]+$/,
	content: /^(width=device-width, initial-scale=1|0;url=https?:\/\/[\w.:]+\/auth\/kick\?state=[\w-]+)$/
};

const Token = /<!doctype html>|<(\/?)([a-z][a-z0-9]*)((?: [a-zA-Z][\w:-]*(?:="[^"<]*")?)*)\/?>|[^<]+/gy;
const UnknownEntity = /&(?!(?:amp|lt|gt|quot);)/;
/** Marks that change the direction of the text after them. */
const Turning = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/;
/** Characters that end the isolation of an element in Chromium: unpaired isolates, and ends of paragraphs. */
const Ending = /[\u2066-\u2069\p{Zp}]|(?![\n\t])\p{Cc}/u;

/**
 * Finds markup that is not the bot's own in a page or a part of one. It reads strictly, so that no browser can differ.
 *
 * Every `<` must begin a known tag, every attribute must be quoted and known, and classes must be those of the style
 * sheet. No address may lead elsewhere. A text that changes its direction must be in a `<bdi>`, and end there.
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
		// Browsers use the first of two attributes with one name.
		if (!Attributes.has(name) || seen.has(name)) problems.push(`attribute ${name}`);
		if (UnknownEntity.test(value)) problems.push(`entity of ${name}`);
		if (wanted && !wanted.test(plain)) problems.push(`value of ${name}`);
		if (name === 'class' && !plain.split(' ').every((one) => Classes.has(one))) problems.push('class');
		if (!['img', 'input'].includes(element) && Turning.test(value)) problems.push(`turned ${name}`);
		seen.add(name);
	}
	return problems;
}
