import type { IncomingMessage } from 'node:http';

/** One cookie of a request, as it stands there; `null` when it is absent. Never throws on a malformed header. */
export function readCookie(request: IncomingMessage, name: string): string | null {
	for (const pair of (request.headers.cookie ?? '').split(';')) {
		const [key, ...value] = pair.split('=');
		if (key?.trim() === name) return value.join('=').trim();
	}
	return null;
}

/**
 * The cookie that binds a link to the browser that opened it.
 *
 * `SameSite=Lax`, since a `Strict` one is not sent when Kick redirects back to us.
 */
export function linkCookie(value: string, isSecure: boolean, maxAgeSeconds: number): string {
	const attributes = [
		`${linkCookieName(isSecure)}=${value}`,
		'Path=/',
		'HttpOnly',
		'SameSite=Lax',
		`Max-Age=${maxAgeSeconds}`
	];
	return (isSecure ? [...attributes, 'Secure'] : attributes).join('; ');
}

/** `__Host-` keeps sibling domains from planting it; browsers take that prefix only on https. */
export function linkCookieName(isSecure: boolean): string {
	return isSecure ? '__Host-kick_link' : 'kick_link';
}
