import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether the browser says that another site sent a form.
 *
 * Enough for a form that brings a secret of its own. Every browser of today sends `Origin` with it, and scripts of other sites
 * cannot change that header or `Sec-Fetch-Site`. A form that counts by its cookies alone needs `isSameOrigin`.
 */
export function isFromOtherSite(headers: IncomingHttpHeaders, ownOrigin: string): boolean {
	const { origin, 'sec-fetch-site': site } = headers;
	return (origin !== undefined && origin !== ownOrigin) || (site !== undefined && site !== 'same-origin');
}
