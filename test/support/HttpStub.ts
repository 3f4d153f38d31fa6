import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
	method: string;
	path: string;
	query: URLSearchParams;
	headers: IncomingHttpHeaders;
	body: string;
}

export type Reply = (response: ServerResponse, request: SeenRequest) => void;

/** A real HTTP server that returns the replies of a test in order, and the last one for all further requests. */
export class HttpStub {
	/** Address of the server. It is closed after {@link HttpStub.stop}. */
	public baseUrl = '';
	public readonly requests: SeenRequest[] = [];
	#replies: Reply[] = [];
	readonly #server: Server;

	private constructor() {
		this.#server = createServer(async (incoming, response) => {
			const chunks: Buffer[] = [];
			for await (const chunk of incoming) chunks.push(chunk as Buffer);
			const url = new URL(incoming.url ?? '/', 'http://stub');
			const request: SeenRequest = {
				method: incoming.method ?? '',
				path: url.pathname,
				query: url.searchParams,
				headers: incoming.headers,
				body: Buffer.concat(chunks).toString('utf8')
			};
			this.requests.push(request);
			const reply = this.#replies.length > 1 ? this.#replies.shift() : this.#replies[0];
			reply?.(response, request);
		});
	}

	public static async start(): Promise<HttpStub> {
		const stub = new HttpStub();
		stub.#server.listen(0, '127.0.0.1');
		await once(stub.#server, 'listening');
		stub.baseUrl = `http://127.0.0.1:${(stub.#server.address() as AddressInfo).port}`;
		return stub;
	}

	public reply(...replies: Reply[]): this {
		this.#replies = replies;
		return this;
	}

	public async stop(): Promise<void> {
		if (!this.#server.listening) return;
		this.#server.closeAllConnections();
		this.#server.close();
		await once(this.#server, 'close');
	}
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Reply {
	return raw(status, JSON.stringify(body), { 'content-type': 'application/json', ...headers });
}

export function raw(status: number, body: string | Buffer, headers: Record<string, string> = {}): Reply {
	return (response) => {
		response.writeHead(status, headers);
		response.end(body);
	};
}

export const challengePage = (status: number): Reply =>
	raw(status, '<!DOCTYPE html><title>Just a moment...</title>', { 'content-type': 'text/html; charset=UTF-8' });

export const edgeBlock = json(403, { error: 'Request blocked by security policy.', reference: '9e4db7e3' });

/** Never answers. */
export const silence: Reply = () => {};

/** Closes the connection without an answer. */
export const cut: Reply = (response) => response.destroy();

/** Announces more bytes than it sends, then closes. */
export const halfAnswer: Reply = (response) => {
	response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
	response.write('{"data":', () => response.destroy());
};
