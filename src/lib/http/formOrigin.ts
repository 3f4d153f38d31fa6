import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a form was sent by one of the bot's own pages, as far as the browser tells. Scripts of other sites cannot set these headers.
 *
 * `Origin` is required: every browser of today sends it with a form. It is `null` where a page has the referrer policy
 * `no-referrer`, which is why the dashboard's is `same-origin`.
 */
export function isSameOrigin(headers: IncomingHttpHeaders, ownOrigin: string): boolean {
	const site = headers['sec-fetch-site'];
	return headers.origin === ownOrigin && (site === undefined || site === 'same-origin');
}

/**
 * Whether the browser says that another site sent a form.
 *
 * Enough for a form that has a secret of its own. Every browser of today sends `Origin` with it, and scripts of other sites
 * cannot change that header or `Sec-Fetch-Site`. A form that counts by its cookies alone needs {@link isSameOrigin}.
 */
export function isFromOtherSite(headers: IncomingHttpHeaders, ownOrigin: string): boolean {
	const { origin, 'sec-fetch-site': site } = headers;
	return (origin !== undefined && origin !== ownOrigin) || (site !== undefined && site !== 'same-origin');
}
