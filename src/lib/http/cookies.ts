import type { IncomingMessage } from 'node:http';

export interface CookieOptions {
	/** Whether the site is served over https. */
	isSecure: boolean;
	/** Lifetime in seconds. 0 deletes the cookie. */
	maxAgeSeconds: number;
}

/** Returns the raw value of a request's cookie, or `null` when it is absent. Never throws on a malformed header. */
export function readCookie(request: IncomingMessage, name: string): string | null {
	return readCookies(request).find((cookie) => cookie.name === name)?.value ?? null;
}

/** Returns all cookies of a request in order. Never throws on a malformed header. */
export function readCookies(request: IncomingMessage): { name: string; value: string }[] {
	return (request.headers.cookie ?? '').split(';').map((pair) => {
		const [name = '', ...value] = pair.split('=');
		return { name: name.trim(), value: value.join('=').trim() };
	});
}

/**
 * Returns the text of a `Set-Cookie` header.
 *
 * Uses `SameSite=Lax`, because a `Strict` cookie is not sent when Kick or Discord redirects back to the bot.
 */
export function setCookie(name: string, value: string, { isSecure, maxAgeSeconds }: CookieOptions): string {
	const attributes = [
		`${cookieName(name, isSecure)}=${value}`,
		'Path=/',
		'HttpOnly',
		'SameSite=Lax',
		`Max-Age=${maxAgeSeconds}`
	];
	return (isSecure ? [...attributes, 'Secure'] : attributes).join('; ');
}

/** Returns the full name of a cookie. `__Host-` stops sibling domains from setting it, but needs https. */
export function cookieName(name: string, isSecure: boolean): string {
	return isSecure ? `__Host-${name}` : name;
}
