import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { parseJson } from '../../http/parseJson.js';
import { type BodyLimit, readBody } from '../../http/readBody.js';

/** Parsed request of a route. */
export interface KickRequest {
	method: string;
	path: string;
	/** Path and query before any decoding. */
	target: string;
	query: URLSearchParams;
	headers: IncomingHttpHeaders;
	/** JSON and forms parsed, other types as text. `null` without a body, or for broken JSON. */
	body: unknown;
	/** Decoded values of the `:name` placeholders in the route's path. */
	params: Record<string, string>;
}

/** Far above any body of Kick's API. Keeps a faulty client from filling the memory. */
const MaxBody: BodyLimit = {
	bytes: 1024 * 1024,
	refusal: () => new RangeError('The request body is larger than 1 MiB')
};

export async function readRequest(incoming: IncomingMessage): Promise<KickRequest> {
	const target = incoming.url ?? '/';
	const url = new URL(target, 'http://kick.invalid');
	const body = await readBody(incoming, MaxBody);
	return {
		method: incoming.method ?? 'GET',
		path: url.pathname,
		target,
		query: url.searchParams,
		headers: incoming.headers,
		body: parseBody(body.toString(), incoming.headers['content-type'] ?? ''),
		params: {}
	};
}

/** Reads the token of an `Authorization: Bearer` header. */
export function bearerToken({ headers }: KickRequest): string | null {
	return /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? null;
}

function parseBody(body: string, contentType: string): unknown {
	if (body === '') return null;
	if (contentType.includes('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(body));
	if (!contentType.includes('json')) return body;
	return parseJson(body) ?? null;
}
