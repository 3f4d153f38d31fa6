import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerOptions } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/** Takes a request for a WebSocket. */
export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** HTTP server of the sandbox. Listens on a loopback address by default. */
export class LoopbackServer {
	readonly #server: Server;
	#host = '127.0.0.1';

	public constructor(onRequest: RequestListener, options: ServerOptions = {}) {
		this.#server = createServer(options, onRequest);
	}

	/** Host and port that it listens on, as in a URL. */
	public get authority(): string {
		const { port } = this.#server.address() as AddressInfo;
		return `${this.#host.includes(':') ? `[${this.#host}]` : this.#host}:${port}`;
	}

	/** Address without a trailing slash. */
	public get baseUrl(): string {
		return `http://${this.authority}`;
	}

	/**
	 * Starts to listen.
	 *
	 * @param port 0 for any free one.
	 * @returns The base URL.
	 */
	public async listen(port: number, host = '127.0.0.1'): Promise<string> {
		this.#host = host;
		this.#server.listen(port, host);
		await once(this.#server, 'listening');
		return this.baseUrl;
	}

	/** Hands requests for WebSockets to the handler. */
	public onUpgrade(handler: UpgradeHandler): void {
		this.#server.on('upgrade', handler);
	}

	/** Cuts every HTTP connection and frees the port. Sockets that were upgraded are left to their owner. */
	public async close(): Promise<void> {
		const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
		this.#server.closeAllConnections();
		await closed;
	}
}
