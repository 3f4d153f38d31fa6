import { request, type Server } from 'node:http';

/**
 * Posts to this process's own HTTP server. Connects directly, even if the host bot sets a proxy for its requests.
 *
 * @returns The status of the response.
 * @throws When there is no response within the limit.
 */
export function postToSelf(url: URL, headers: Record<string, string>, body: Buffer, limitMs: number): Promise<number> {
	return new Promise((resolve, reject) => {
		const signal = AbortSignal.timeout(limitMs);
		const sent = request(url, { method: 'POST', headers, agent: false, signal }, (response) => {
			response
				.on('error', reject)
				.on('end', () => resolve(response.statusCode ?? 0))
				.resume();
		});
		sent.on('error', reject).end(body);
	});
}

/** Returns the address of a route for requests from this process, or `null` while its server does not listen. */
export function ownUrl(server: Pick<Server, 'address'>, ...path: readonly string[]): URL | null {
	const address = server.address();
	if (typeof address !== 'object' || address === null) return null;
	const isEverywhere = address.address === '::' || address.address === '0.0.0.0';
	const host = address.family === 'IPv6' && !isEverywhere ? `[${address.address}]` : address.address;
	const parts = path.flatMap((part) => part.split('/')).filter((part) => part.length > 0);
	return new URL(parts.join('/'), `http://${isEverywhere ? '127.0.0.1' : host}:${address.port}/`);
}
