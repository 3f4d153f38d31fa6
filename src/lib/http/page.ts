import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';

const Style = `
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{margin:12vh auto;max-width:34rem;padding:0 1.25rem}
h1{font-size:1.5rem;line-height:1.25}
`;
const StyleHash = createHash('sha256').update(Style).digest('base64');
const PagePolicy = `default-src 'none'; style-src 'sha256-${StyleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

export interface Page {
	status: number;
	title: string;
	lines: readonly string[];
	/** Where to go on. */
	link?: { href: string; label: string };
}

/** A plain page of a title and sentences; whatever they hold is shown as text. */
export function sendPage(response: ServerResponse, { status, title, lines, link }: Page): void {
	const next = link ? `<p><a href="${escapeHtml(link.href)}">${escapeHtml(link.label)}</a></p>\n` : '';
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
${lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('\n')}
${next}</main>
</body>
</html>
`;
	response.setHeader('Content-Security-Policy', PagePolicy);
	response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Length': Buffer.byteLength(html) });
	response.end(html);
}

const Entities: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;'
};

function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, (character) => Entities[character] ?? character);
}
