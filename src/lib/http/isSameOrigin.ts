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
