import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** A real HTTP proxy that tunnels with CONNECT and records the requests. */
export class ConnectProxy {
	/** Each requested tunnel, such as `api.kick.com:443`. */
	public readonly targets: string[] = [];
	/** Request lines that passed the tunnels without encryption, such as `POST /oauth/token`. */
	public readonly requests: string[] = [];
	/** The header of each tunnel. */
	public readonly authorizations: (string | undefined)[] = [];
	/** Status with which it refuses tunnels; `null` if it opens them. */
	public refusal: number | null = null;
	readonly #server: Server;
	readonly #sockets = new Set<Duplex>();

	private constructor() {
		this.#server = createServer((_request, response) => response.writeHead(405).end());
		this.#server.on('connection', (socket) => this.#keep(socket));
		this.#server.on('connect', (request, socket, head) => this.#tunnel(request, socket, head));
	}

	public static async start(): Promise<ConnectProxy> {
		const proxy = new ConnectProxy();
		await once(proxy.#server.listen(0, '127.0.0.1'), 'listening');
		return proxy;
	}

	/** @param credentials For example `user:password`. */
	public url(credentials?: string): string {
		const { port } = this.#server.address() as AddressInfo;
		return `http://${credentials ? `${credentials}@` : ''}127.0.0.1:${port}`;
	}

	public async stop(): Promise<void> {
		for (const socket of this.#sockets) socket.destroy();
		await new Promise((resolve) => this.#server.close(resolve));
	}

	#tunnel(request: IncomingMessage, socket: Duplex, head: Buffer): void {
		this.targets.push(request.url ?? '');
		this.authorizations.push(request.headers['proxy-authorization']);
		if (this.refusal !== null) {
			socket.end(`HTTP/1.1 ${this.refusal} No\r\nContent-Length: 0\r\n\r\n`);
			return;
		}
		const { hostname, port } = new URL(`http://${request.url}`);
		const target = this.#keep(connect(Number(port || 80), hostname));
		target.once('connect', () => {
			socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
			this.#record(head);
			target.write(head);
			socket.on('data', (bytes: Buffer) => this.#record(bytes));
			socket.pipe(target).pipe(socket);
		});
		target.once('close', () => socket.destroy());
		socket.once('close', () => target.destroy());
	}

	#record(bytes: Buffer): void {
		for (const [, line] of bytes.toString('latin1').matchAll(/(?:^|\n)([A-Z]{3,7} \/\S*) HTTP\/1\.1\r\n/g)) {
			this.requests.push(line!);
		}
	}

	#keep<Stream extends Duplex | Socket>(socket: Stream): Stream {
		this.#sockets.add(socket);
		socket.on('error', () => undefined).once('close', () => this.#sockets.delete(socket));
		return socket;
	}
}
