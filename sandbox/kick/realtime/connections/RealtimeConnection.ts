import type { RawData, WebSocket } from 'ws';
import type { SerialisedEvent } from '../events/SerialisedEvent.js';
import type { RealtimeProvider } from '../RealtimeSettings.js';
import type { Protocol, Wire } from './Protocol.js';

/** Facts about a client from its request. */
export interface Opening {
	/** The `socket_id` of Pusher, the `client` of Centrifugo. */
	id: string;
	provider: RealtimeProvider;
	/** Path and query. */
	target: string;
}

/** Server, as its connections see it. */
export interface ConnectionHost {
	/** Whether the server is silenced and sends nothing. */
	readonly isSilent: boolean;
	readonly backlogLimitBytes: number;
	received(connection: RealtimeConnection, text: string): void;
	subscribed(connection: RealtimeConnection, channel: string): void;
	unsubscribed(connection: RealtimeConnection, channel: string): void;
	ended(connection: RealtimeConnection, why: string): void;
}

/** Client on the live socket. */
export class RealtimeConnection {
	/** The `socket_id` of Pusher, the `client` of Centrifugo. */
	public readonly id: string;
	public readonly provider: RealtimeProvider;
	/** Path and query of the client's request. */
	public readonly target: string;
	readonly #channels = new Set<string>();
	readonly #socket: WebSocket;
	readonly #host: ConnectionHost;
	readonly #protocol: Protocol;
	#isOpen = true;

	/** @internal */
	public constructor(socket: WebSocket, opening: Opening, host: ConnectionHost, speak: (wire: Wire) => Protocol) {
		this.id = opening.id;
		this.provider = opening.provider;
		this.target = opening.target;
		this.#socket = socket;
		this.#host = host;
		this.#protocol = speak({
			send: (frame) => this.#send(frame),
			subscribe: (channel) => this.#subscribe(channel),
			unsubscribe: (channel) => this.#unsubscribe(channel),
			close: (code, reason) => this.#close(code, reason)
		});
		socket.on('message', (data) => this.#receive(data));
		socket.on('ping', (data) => {
			if (!host.isSilent) socket.pong(data);
		});
		socket.on('close', (code) => this.#end(`left with ${code}`));
		// Without a listener a broken frame would end the process.
		socket.on('error', () => socket.terminate());
	}

	/** Channels that the client is subscribed to. */
	public get channels(): ReadonlySet<string> {
		return this.#channels;
	}

	/** Closes with a code of the protocol. Without one it cuts the TCP connection, which the client sees as 1006. */
	public drop(code?: number, reason = ''): void {
		if (!this.#isOpen) return;
		if (code !== undefined) {
			this.#protocol.close(code, reason);
			return;
		}
		this.#socket.terminate();
		this.#end('cut');
	}

	/** Sends any text as one WebSocket message, such as broken JSON. */
	public sendRaw(text: string): void {
		this.#send(text);
	}

	/** Pings the client now. */
	public ping(): void {
		if (this.#isOpen) this.#protocol.ping();
	}

	/** @internal */
	public open(): void {
		this.#protocol.open();
	}

	/** @internal */
	public push(event: SerialisedEvent): void {
		this.#protocol.push(event);
	}

	#send(frame: string | Buffer): boolean {
		if (!this.#isOpen || this.#host.isSilent) return false;
		this.#socket.send(frame, { binary: false });
		if (this.#socket.bufferedAmount <= this.#host.backlogLimitBytes) return true;
		// A close frame would wait behind everything that the client does not read.
		this.#socket.terminate();
		this.#end('cut: reads too slowly');
		return false;
	}

	#receive(data: RawData): void {
		// A socket that is being closed still hands over what was on its way.
		if (!this.#isOpen) return;
		const text = data.toString();
		this.#host.received(this, text);
		this.#protocol.receive(text);
	}

	#subscribe(channel: string): boolean {
		if (this.#channels.has(channel)) return false;
		this.#channels.add(channel);
		this.#host.subscribed(this, channel);
		return true;
	}

	#unsubscribe(channel: string): void {
		if (this.#channels.delete(channel)) this.#host.unsubscribed(this, channel);
	}

	#close(code: number, reason: string): void {
		if (!this.#isOpen) return;
		this.#socket.close(code, reason);
		this.#end(`closed with ${code}`);
	}

	#end(why: string): void {
		if (!this.#isOpen) return;
		this.#isOpen = false;
		this.#protocol.end();
		this.#host.ended(this, why);
	}
}
