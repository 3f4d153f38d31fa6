import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a form was sent by one of our own pages, as far as the browser tells. Scripts of other sites cannot set these headers.
 *
 * `Origin` is required: every browser of today sends it with a form. It is `null` where a page has the referrer policy
 * `no-referrer`, which is why the dashboard's is `same-origin`.
 */
export function isSameOrigin(headers: IncomingHttpHeaders, ownOrigin: string): boolean {
	const site = headers['sec-fetch-site'];
	return headers.origin === ownOrigin && (site === undefined || site === 'same-origin');
}
