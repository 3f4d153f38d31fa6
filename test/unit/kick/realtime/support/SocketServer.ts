import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { Mailbox } from './Mailbox.js';

/** The server's end of one connection; the test sends all its messages. */
export class Peer {
	public readonly url: URL;
	public readonly headers: IncomingHttpHeaders;
	public readonly received = new Mailbox<string>('message of the client');
	/** The code that the client closed with. */
	public readonly closed: Promise<number>;
	readonly #socket: WebSocket;

	public constructor(socket: WebSocket, path: string, headers: IncomingHttpHeaders) {
		this.url = new URL(path, 'ws://server');
		this.headers = headers;
		this.#socket = socket;
		socket.on('message', (data) => this.received.put(data.toString()));
		socket.on('error', () => socket.terminate());
		this.closed = new Promise((resolve) => socket.on('close', resolve));
	}

	public get isOpen(): boolean {
		return this.#socket.readyState === this.#socket.OPEN;
	}

	public send(message: object | string | Buffer): void {
		this.#socket.send(typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message));
	}

	/** Sends raw bytes, also as a text frame that is not valid text. */
	public sendRaw(bytes: Buffer, isBinary: boolean): void {
		this.#socket.send(bytes, { binary: isBinary });
	}

	public async next(): Promise<unknown> {
		return JSON.parse(await this.received.take());
	}

	/** Resolves when the client has read everything, and all its answers have arrived. */
	public async settled(): Promise<void> {
		this.#socket.ping();
		await once(this.#socket, 'pong');
	}

	public close(code: number, reason = ''): void {
		this.#socket.close(code, reason);
	}

	/** Stops reading, so that it does not even notice a close. */
	public freeze(): void {
		this.#socket.pause();
	}

	public cut(): void {
		this.#socket.terminate();
	}
}

/** A real WebSocket server that a test controls. */
export class SocketServer {
	public readonly peers = new Mailbox<Peer>('connection');
	readonly #server: WebSocketServer;

	private constructor(port: number) {
		this.#server = new WebSocketServer({ host: '127.0.0.1', port });
		this.#server.on('connection', (socket, { url, headers }) => this.peers.put(new Peer(socket, url ?? '/', headers)));
	}

	public static async start(port = 0): Promise<SocketServer> {
		const server = new SocketServer(port);
		await once(server.#server, 'listening');
		return server;
	}

	public get port(): number {
		return (this.#server.address() as AddressInfo).port;
	}

	public get origin(): string {
		return `ws://127.0.0.1:${this.port}`;
	}

	public get openSockets(): number {
		return this.#server.clients.size;
	}

	public async stop(): Promise<void> {
		for (const socket of this.#server.clients) socket.terminate();
		await new Promise((resolve) => this.#server.close(resolve));
	}
}
