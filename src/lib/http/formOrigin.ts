import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether the browser says that one of the plugin's own pages sent a form. Scripts of other sites cannot set these
 * headers.
 *
 * `Origin` is required, because all current browsers send it with a form. It is `null` for pages with the referrer
 * policy `no-referrer`, so the dashboard uses `same-origin`.
 */
export function isSameOrigin(headers: IncomingHttpHeaders, ownOrigin: string): boolean {
	const site = headers['sec-fetch-site'];
	return headers.origin === ownOrigin && (site === undefined || site === 'same-origin');
}

/**
 * Whether the browser says that another site sent a form.
 *
 * This check is enough for a form that contains a secret. All current browsers send `Origin` with a form, and scripts
 * of other sites cannot change that header or `Sec-Fetch-Site`. A form that relies on cookies alone needs
 * {@link isSameOrigin}.
 */
export function isFromOtherSite(headers: IncomingHttpHeaders, ownOrigin: string): boolean {
	const { origin, 'sec-fetch-site': site } = headers;
	return (origin !== undefined && origin !== ownOrigin) || (site !== undefined && site !== 'same-origin');
}
