import type { ServerResponse } from 'node:http';
import { type Message, messagePage } from '../../dashboard/pages/messagePage.js';
import { renderPage } from '../../dashboard/renderPage.js';

/** What a route of the dashboard answers: writes it, headers and all. A stream settles when it is over. */
export type Answer = (response: ServerResponse) => void | Promise<void>;

/** No script, style or picture but our own, and no form to anywhere else. */
const PagePolicy = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"img-src 'self' data:",
	"connect-src 'self'",
	"form-action 'self'",
	"frame-ancestors 'none'",
	"base-uri 'none'",
	// No script puts text into the page as HTML, but for `client/live/parseOurHtml.ts`.
	"require-trusted-types-for 'script'",
	'trusted-types kick-dashboard'
].join('; ');

/** @param cookies Texts of `Set-Cookie` headers. */
export function htmlAnswer(status: number, html: string, cookies: readonly string[] = []): Answer {
	return (response) => {
		response.setHeader('Content-Security-Policy', PagePolicy);
		// With `no-referrer` browsers would send the forms of the page with `Origin: null`.
		response.setHeader('Referrer-Policy', 'same-origin');
		if (cookies.length > 0) response.setHeader('Set-Cookie', [...cookies]);
		response.writeHead(status, {
			'Content-Type': 'text/html; charset=utf-8',
			'Content-Length': Buffer.byteLength(html)
		});
		response.end(html);
	};
}

/** Leads on with a GET, whatever the request was. */
export function redirectAnswer(location: string, cookies: readonly string[] = []): Answer {
	return (response) => {
		if (cookies.length > 0) response.setHeader('Set-Cookie', [...cookies]);
		response.writeHead(303, { Location: location, 'Content-Length': 0 }).end();
	};
}

/** A plain page for somebody of whom nothing is known. */
export function bareMessage(message: Message, home: string): Answer {
	const frame = { home, path: '', person: null, guild: null, guilds: [], notice: null, formToken: () => '' };
	return htmlAnswer(message.status, renderPage(messagePage(message), frame));
}

/** Whoever still sends is cut off after the answer. */
export function closing(answer: Answer): Answer {
	return (response) => {
		response.setHeader('Connection', 'close');
		return answer(response);
	};
}

/** Asks to come back later, whatever the answer. */
export function withRetryAfter(answer: Answer, afterMs: number): Answer {
	return (response) => {
		response.setHeader('Retry-After', Math.ceil(afterMs / 1_000));
		return answer(response);
	};
}
