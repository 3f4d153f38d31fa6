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

/** The same headers as names and values in turn, which `writeHead` takes as they are. */
export const RawSecurityHeaders: readonly string[] = Object.entries(Headers).flat();

/** Sets our headers on an answer. */
export function setSecurityHeaders(response: ServerResponse): void {
	for (const [name, value] of Object.entries(Headers)) response.setHeader(name, value);
}

/**
 * Sets our headers and keeps other sites out.
 *
 * plugin-api puts CORS headers on every response, errors included, so they are taken off at the last moment.
 */
export function secureHeaders(response: ServerResponse): void {
	setSecurityHeaders(response);
	const writeHead = response.writeHead;
	response.writeHead = function (this: ServerResponse, ...args: Parameters<typeof writeHead>) {
		for (const name of CorsHeaders) this.removeHeader(name);
		return Reflect.apply(writeHead, this, args);
	} as typeof writeHead;
}
