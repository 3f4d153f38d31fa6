import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether the browser says that another site sent a form.
 *
 * This check is enough for a form that contains a secret. All current browsers send `Origin` with a form, and scripts
 * of other sites cannot change that header or `Sec-Fetch-Site`. A form that relies on cookies alone needs
 * `isSameOrigin`.
 */
export function isFromOtherSite(headers: IncomingHttpHeaders, ownOrigin: string): boolean {
	const { origin, 'sec-fetch-site': site } = headers;
	return (origin !== undefined && origin !== ownOrigin) || (site !== undefined && site !== 'same-origin');
}
