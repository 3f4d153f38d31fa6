import type { ServerResponse } from 'node:http';
import { bareContext } from '../../dashboard/PageContext.js';
import { type Message, messagePage } from '../../dashboard/pages/messagePage.js';
import { renderPage } from '../../dashboard/renderPage.js';

/** Writes an answer, headers included. For a stream, the promise settles when the stream ends. */
export type Answer = (response: ServerResponse) => void | Promise<void>;

/** Allows scripts, styles, pictures and form targets of the bot's own address only. */
const PagePolicy = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"img-src 'self' data:",
	"font-src 'self'",
	"connect-src 'self'",
	"form-action 'self'",
	"frame-ancestors 'none'",
	"base-uri 'none'",
	// Only `client/live/parseOwnHtml.ts` may turn text into HTML.
	"require-trusted-types-for 'script'",
	'trusted-types kick-dashboard'
].join('; ');

/** Answers with HTML. `cookies` are texts of `Set-Cookie` headers. */
export function htmlAnswer(status: number, html: string, cookies: readonly string[] = []): Answer {
	return (response) => {
		response.setHeader('Content-Security-Policy', PagePolicy);
		// With `no-referrer` browsers send the page's forms with `Origin: null`.
		response.setHeader('Referrer-Policy', 'same-origin');
		if (cookies.length > 0) response.setHeader('Set-Cookie', [...cookies]);
		response.writeHead(status, {
			'Content-Type': 'text/html; charset=utf-8',
			'Content-Length': Buffer.byteLength(html)
		});
		response.end(html);
	};
}

/** Answers with a CSV file to save. */
export function csvAnswer(fileName: string, csv: string): Answer {
	return (response) => {
		response.writeHead(200, {
			'Content-Type': 'text/csv; charset=utf-8',
			'Content-Disposition': `attachment; filename="${fileName}"`,
			'Content-Length': Buffer.byteLength(csv)
		});
		response.end(csv);
	};
}

/** Redirects with status 303, so that the browser follows with a GET. */
export function redirectAnswer(location: string, cookies: readonly string[] = []): Answer {
	return (response) => {
		if (cookies.length > 0) response.setHeader('Set-Cookie', [...cookies]);
		response.writeHead(303, { Location: location, 'Content-Length': 0 }).end();
	};
}

/** Answers with a message page without reading a session. */
export function bareMessage(message: Message, home: string): Answer {
	return htmlAnswer(message.status, renderPage(messagePage(message), bareContext(home)));
}

/** Closes the connection after the answer, for a client that is still sending. */
export function closing(answer: Answer): Answer {
	return (response) => {
		response.setHeader('Connection', 'close');
		return answer(response);
	};
}

/** Adds a `Retry-After` header. */
export function withRetryAfter(answer: Answer, afterMs: number): Answer {
	return (response) => {
		response.setHeader('Retry-After', Math.ceil(afterMs / 1_000));
		return answer(response);
	};
}
