import type { IncomingMessage } from 'node:http';

export interface CookieOptions {
	/** Whether people come by https. */
	isSecure: boolean;
	/** 0 takes the cookie away. */
	maxAgeSeconds: number;
}

/** One cookie of a request, as it stands there; `null` when it is absent. Never throws on a malformed header. */
export function readCookie(request: IncomingMessage, name: string): string | null {
	return readCookies(request).find((cookie) => cookie.name === name)?.value ?? null;
}

/** All cookies of a request, in their order. Never throws on a malformed header. */
export function readCookies(request: IncomingMessage): { name: string; value: string }[] {
	return (request.headers.cookie ?? '').split(';').map((pair) => {
		const [name = '', ...value] = pair.split('=');
		return { name: name.trim(), value: value.join('=').trim() };
	});
}

/**
 * The text of a `Set-Cookie` header.
 *
 * `SameSite=Lax`, since a `Strict` one is not sent when Kick or Discord redirects back to us.
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

/** `__Host-` keeps sibling domains from planting a cookie; browsers take that prefix only on https. */
export function cookieName(name: string, isSecure: boolean): string {
	return isSecure ? `__Host-${name}` : name;
}
