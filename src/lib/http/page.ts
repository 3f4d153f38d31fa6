import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { escapeControls } from '../escapeControls.js';

const Style = `
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif;background:#fff;color:#111}
body{margin:12vh auto;max-width:34rem;padding:0 1.25rem}
h1{font-size:1.5rem;line-height:1.25}
a{color:#1d4ed8}
dt{font-weight:600}
dd{margin:0 0 .75rem}
button{font:inherit;font-weight:600;padding:.5rem 1rem;margin:0 .5rem .5rem 0;border:1px solid #15803d;border-radius:.4rem;background:#15803d;color:#fff;cursor:pointer}
button:hover{background:#166534}
button.quiet{background:none;border-color:currentcolor;color:inherit}
h1,p,bdi,button{overflow-wrap:anywhere}
@media(prefers-color-scheme:dark){:root{background:#121212;color:#eee}a{color:#93c5fd}}
`;
const StyleHash = createHash('sha256').update(Style).digest('base64');

export interface Page {
	status: number;
	title: string;
	/** What is named, each with what it is. */
	facts?: readonly (readonly [name: string, value: string])[];
	lines: readonly string[];
	form?: PageForm;
	/** Where to go on. */
	link?: { href: string; label: string };
}

/** Buttons that send something to us. */
export interface PageForm {
	/** Path of one of our own routes. */
	action: string;
	fields: Readonly<Record<string, string>>;
	/** A sentence above the buttons. */
	lead?: string;
	buttons: readonly { label: string; name?: string; value?: string }[];
	/** Whether the page is complete without any of them. */
	isOptional?: boolean;
	/** Other sites that the answer may lead on to, as sources of a policy. */
	leadsTo?: readonly string[];
}

/** A plain page of a title and sentences; whatever they hold is shown as text. */
export function sendPage(response: ServerResponse, { status, title, facts, lines, form, link }: Page): void {
	const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${Style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${facts ? factsHtml(facts) : ''}${lines.map((line) => `<p>${escapeHtml(line)}</p>\n`).join('')}${form ? formHtml(form) : ''}${
	link ? `<p><a href="${escapeHtml(link.href)}">${escapeHtml(link.label)}</a></p>\n` : ''
}</main>
</body>
</html>
`;
	response.setHeader('Content-Security-Policy', policyFor(form));
	// With `no-referrer` browsers would send the form with `Origin: null`. Other sites are not told the address either way.
	if (form) response.setHeader('Referrer-Policy', 'same-origin');
	response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Length': Buffer.byteLength(html) });
	response.end(html);
}

/**
 * Chromium and Safari hold `form-action` against every redirect that follows a form, so it has to name where those lead.
 *
 * @see https://github.com/w3c/webappsec-csp/issues/8
 */
function policyFor(form: PageForm | undefined): string {
	const targets = form ? ["'self'", ...(form.leadsTo ?? [])].join(' ') : "'none'";
	return `default-src 'none'; style-src 'sha256-${StyleHash}'; base-uri 'none'; form-action ${targets}; frame-ancestors 'none'`;
}

function factsHtml(facts: NonNullable<Page['facts']>): string {
	const items = facts.map(
		([name, value]) => `<dt>${escapeHtml(name)}</dt>\n<dd><bdi>${escapeHtml(value)}</bdi></dd>\n`
	);
	return `<dl>\n${items.join('')}</dl>\n`;
}

function formHtml({ action, fields, lead, buttons, isOptional }: PageForm): string {
	const inputs = Object.entries(fields).map(
		([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">\n`
	);
	const controls = buttons.map(({ label, name, value = '' }) => {
		const field = name === undefined ? '' : ` name="${escapeHtml(name)}" value="${escapeHtml(value)}"`;
		const look = isOptional ? ' class="quiet"' : '';
		return `<button type="submit"${look}${field}>${escapeHtml(label)}</button>\n`;
	});
	const text = lead === undefined ? '' : `<p>${escapeHtml(lead)}</p>\n`;
	return `<form method="post" action="${escapeHtml(action)}">\n${inputs.join('')}${text}${controls.join('')}</form>\n`;
}

const Entities: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;'
};

function escapeHtml(text: string): string {
	return escapeControls(text).replace(/[&<>"']/g, (character) => Entities[character] ?? character);
}
