import { request } from 'node:http';

/**
 * Posts to this process by its own HTTP server: directly, whatever proxy the host has set for its requests.
 *
 * @returns The status of the answer.
 * @throws Where there is none within the limit.
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
