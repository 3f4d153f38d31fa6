import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { type ConnectionHost, GatewayConnection } from './GatewayConnection.js';

interface Upgrade {
	request: IncomingMessage;
	socket: Duplex;
	head: Buffer;
}

/** Discord's gateway on the network: accepts connections, drops them, and simulates outages. */
export class Gateway {
	readonly #host: ConnectionHost;
	readonly #server = new WebSocketServer({ noServer: true });
	readonly #held = new Set<Upgrade>();
	#isRefusing = false;

	public constructor(host: ConnectionHost) {
		this.#host = host;
	}

	/** Accepts a connection from the HTTP server. */
	public upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
		const upgrade = { request, socket, head };
		if (!this.#isRefusing) {
			this.#open(upgrade);
			return;
		}

		// Held rather than refused: a refused bot tries again at once, and would keep a processor busy.
		this.#held.add(upgrade);
		socket.on('error', () => socket.destroy());
		socket.on('close', () => this.#held.delete(upgrade));
	}

	public drop(code: number): void {
		for (const socket of this.#server.clients) socket.close(code);
	}

	public refuse(): void {
		this.#isRefusing = true;
		for (const socket of this.#server.clients) socket.terminate();
	}

	public accept(): void {
		this.#isRefusing = false;
		for (const upgrade of [...this.#held]) {
			this.#held.delete(upgrade);
			this.#open(upgrade);
		}
	}

	public stop(): void {
		for (const { socket } of this.#held) socket.destroy();
		for (const socket of this.#server.clients) socket.terminate();
		this.#server.close();
	}

	#open({ request, socket, head }: Upgrade): void {
		this.#server.handleUpgrade(request, socket, head, (webSocket) => new GatewayConnection(webSocket, this.#host));
	}
}
