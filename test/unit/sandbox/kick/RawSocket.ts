import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { PatienceMs } from '../../../support/patience.js';

/** WebSocket client without a protocol: sends the given messages and keeps those that arrive. */
export class RawSocket {
	/** How the server ended it. */
	public readonly closed: Promise<{ code: number; reason: string }>;
	/** How many pings of the WebSocket itself were answered. */
	public pongs = 0;
	readonly #socket: WebSocket;
	readonly #unread: string[] = [];
	#onMessage = () => {};

	private constructor(url: string) {
		this.#socket = new WebSocket(url);
		this.#socket.on('message', (data) => {
			this.#unread.push(data.toString());
			this.#onMessage();
		});
		this.#socket.on('pong', () => this.pongs++);
		this.#socket.on('error', () => {});
		this.closed = new Promise((resolve) => {
			this.#socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
		});
		onTestFinished(() => this.#socket.terminate());
	}

	/** Opens a connection, and is there at once: what the server says first is in {@link next}. */
	public static connect(url: string): RawSocket {
		return new RawSocket(url);
	}

	public static async open(url: string): Promise<RawSocket> {
		const client = new RawSocket(url);
		await client.opened();
		return client;
	}

	public async opened(): Promise<void> {
		await once(this.#socket, 'open', { signal: AbortSignal.timeout(PatienceMs) });
	}

	public send(frame: object | string): void {
		this.#socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
	}

	/** The oldest message that was not read yet, as it came. */
	public async nextText(): Promise<string> {
		if (this.#unread.length === 0) {
			await new Promise<void>((resolve, reject) => {
				const timer = setTimeout(() => reject(new Error(`No message within ${PatienceMs} ms`)), PatienceMs);
				this.#onMessage = () => {
					clearTimeout(timer);
					resolve();
				};
			});
		}
		return this.#unread.shift() ?? '';
	}

	/** The same, parsed. */
	public async next(): Promise<unknown> {
		return JSON.parse(await this.nextText());
	}

	/** A ping of the WebSocket itself. */
	public ping(): void {
		this.#socket.ping();
	}

	public async nextPong(): Promise<void> {
		await once(this.#socket, 'pong', { signal: AbortSignal.timeout(PatienceMs) });
	}

	/** Stops to read from the network. */
	public pause(): void {
		this.#socket.pause();
	}

	public close(): void {
		this.#socket.close();
	}
}
