import type { ServerResponse } from 'node:http';

const Headers: Readonly<Record<string, string>> = {
	'Cache-Control': 'no-store',
	'Content-Security-Policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
	'Referrer-Policy': 'no-referrer',
	'X-Content-Type-Options': 'nosniff'
};

const CorsHeaders = [
	'Access-Control-Allow-Credentials',
	'Access-Control-Allow-Headers',
	'Access-Control-Allow-Methods',
	'Access-Control-Allow-Origin'
];

/** Security headers as a flat list of names and values, the form that `writeHead` accepts. */
export const RawSecurityHeaders: readonly string[] = Object.entries(Headers).flat();

/** Sets the security headers on a response. */
export function setSecurityHeaders(response: ServerResponse): void {
	for (const [name, value] of Object.entries(Headers)) response.setHeader(name, value);
}

/**
 * Sets the security headers and removes the CORS headers, so that other sites cannot read the response.
 *
 * plugin-api adds CORS headers to every response, errors included. They are removed just before the headers are sent.
 */
export function secureHeaders(response: ServerResponse): void {
	setSecurityHeaders(response);
	const writeHead = response.writeHead;
	response.writeHead = function (this: ServerResponse, ...args: Parameters<typeof writeHead>) {
		for (const name of CorsHeaders) this.removeHeader(name);
		return Reflect.apply(writeHead, this, args);
	} as typeof writeHead;
}
