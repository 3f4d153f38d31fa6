import type { IncomingMessage, ServerResponse } from 'node:http';
import { LoopbackServer } from '../../../http/LoopbackServer.js';
import { parseJson } from '../../../http/parseJson.js';
import { type BodyLimit, readBody } from '../../../http/readBody.js';
import { assertLocalHost, assertSameOrigin } from './guards.js';
import { Refusal } from './Refusal.js';

const RequestLimitMs = 10_000;
const MaxBody: BodyLimit = { bytes: 16 * 1024, refusal: () => new Refusal(413, 'Send at most 16 KiB.') };

const SecurityHeaders = {
	'content-security-policy': [
		"default-src 'none'",
		"script-src 'self'",
		"style-src 'self'",
		"connect-src 'self'",
		'img-src data:',
		"base-uri 'none'",
		"form-action 'none'",
		"frame-ancestors 'none'"
	].join('; '),
	'x-content-type-options': 'nosniff',
	'cross-origin-resource-policy': 'same-origin',
	'referrer-policy': 'same-origin',
	'cache-control': 'no-store'
};

export interface PageRoutes {
	/** Handlers by path. */
	get: ReadonlyMap<string, (response: ServerResponse) => void>;
	/** Handlers by path. Each gets the parsed JSON, and its request is answered with 204. */
	post: ReadonlyMap<string, (body: unknown) => Promise<void>>;
}

/** Web server for the person at this computer. Refuses requests of other web pages in the same browser. */
export class PageServer {
	readonly #routes: PageRoutes;
	readonly #server = new LoopbackServer((request, response) => void this.#serve(request, response), {
		requestTimeout: RequestLimitMs,
		headersTimeout: RequestLimitMs
	});

	public constructor(routes: PageRoutes) {
		this.#routes = routes;
	}

	/** @returns The page's address. */
	public async listen(port: number): Promise<string> {
		return `${await this.#server.listen(port)}/`;
	}

	/** Ends every connection, including open event streams. */
	public close(): Promise<void> {
		return this.#server.close();
	}

	async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		for (const [name, value] of Object.entries(SecurityHeaders)) response.setHeader(name, value);
		try {
			assertLocalHost(request);
			await this.#answer(request, response);
		} catch (error) {
			const status = error instanceof Refusal ? error.status : 500;
			const text = error instanceof Error ? error.message : String(error);
			response.writeHead(status, { 'content-type': 'application/json' });
			response.end(JSON.stringify({ error: text }));
		}
	}

	async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const [path = '/'] = (request.url ?? '/').split('?');
		const show = this.#routes.get.get(path);
		const act = this.#routes.post.get(path);
		if (show === undefined && act === undefined) throw new Refusal(404, 'There is no such page.');

		if (show !== undefined && request.method === 'GET') return show(response);
		if (act !== undefined && request.method === 'POST') {
			assertSameOrigin(request);
			await act(await readJson(request));
			response.writeHead(204).end();
			return;
		}
		response.setHeader('allow', show === undefined ? 'POST' : 'GET');
		throw new Refusal(405, 'This address does not take that.');
	}
}

/** @throws Refusal 415, 413, 400 */
async function readJson(request: IncomingMessage): Promise<unknown> {
	if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
		throw new Refusal(415, 'Send JSON with Content-Type: application/json.');
	}

	const value = parseJson((await readBody(request, MaxBody)).toString());
	if (value === undefined) throw new Refusal(400, 'This is not JSON.');
	return value;
}
