import { randomInt, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { WaitableList } from '../../Waiters.js';
import type { ActivityFeed } from '../ActivityFeed.js';
import { CentrifugoProtocol } from './centrifugo/CentrifugoProtocol.js';
import type { ConnectionTokens } from './centrifugo/ConnectionTokens.js';
import type { Connections } from './connections/Connections.js';
import { type ConnectionHost, RealtimeConnection } from './connections/RealtimeConnection.js';
import { PusherProtocol } from './pusher/PusherProtocol.js';
import { pusherRefusal, type Refusal } from './pusher/pusherRefusal.js';
import type { RealtimeSettings } from './RealtimeSettings.js';

/** Far above any frame that a client has to send. */
const FrameLimitBytes = 256 * 1024;
const FramesKept = 1000;
const CentrifugoPath = '/connection/websocket';

/** Message of a client. */
export interface ReceivedFrame {
	connection: RealtimeConnection;
	text: string;
}

/** Accepts or refuses the clients of both live sockets. */
export class RealtimeServer implements ConnectionHost {
	public isSilent = false;
	/** Refusal of the next clients, with a code or by a cut connection. */
	public refusal: Refusal | 'cut' | null = null;
	public readonly frames = new WaitableList<ReceivedFrame>(({ text }) => text, FramesKept);
	// A silenced server sends no pongs, so they are not automatic.
	readonly #server = new WebSocketServer({ noServer: true, autoPong: false, maxPayload: FrameLimitBytes });

	public constructor(
		private readonly settings: RealtimeSettings & { readonly pusherKey: string },
		private readonly connections: Connections,
		private readonly tokens: ConnectionTokens,
		private readonly activity: ActivityFeed
	) {}

	public get backlogLimitBytes(): number {
		return this.settings.backlogLimitBytes;
	}

	/** Takes a connection from the HTTP server. */
	public upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
		const target = request.url ?? '/';
		const [path = ''] = target.split('?');
		const isPusher = path.startsWith('/app/');
		if (this.refusal === 'cut') socket.destroy();
		else if (!isPusher && path !== CentrifugoPath) socket.end('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n');
		else {
			this.#server.handleUpgrade(request, socket, head, (webSocket) =>
				isPusher ? this.#openPusher(webSocket, target) : this.#openCentrifugo(webSocket, target)
			);
		}
	}

	public received(connection: RealtimeConnection, text: string): void {
		this.frames.add({ connection, text });
	}

	public subscribed(connection: RealtimeConnection, channel: string): void {
		this.connections.subscribe(connection, channel);
		this.activity.note('socket', `${connection.provider} ${connection.id} subscribed to ${channel}`);
	}

	public unsubscribed(connection: RealtimeConnection, channel: string): void {
		this.connections.unsubscribe(connection, channel);
		this.activity.note('socket', `${connection.provider} ${connection.id} unsubscribed from ${channel}`);
	}

	public ended(connection: RealtimeConnection, why: string): void {
		this.connections.delete(connection);
		this.activity.note('socket', `${connection.provider} ${connection.id} ${why}`);
	}

	/** Cuts every connection, also those that are closing. */
	public stop(): void {
		this.frames.close();
		for (const socket of this.#server.clients) socket.terminate();
		this.#server.close();
	}

	#openPusher(webSocket: WebSocket, target: string): void {
		const id = `${randomInt(1_000_000)}.${randomInt(1_000_000_000)}`;
		const connection = new RealtimeConnection(
			webSocket,
			{ id, provider: 'pusher', target },
			this,
			(wire) => new PusherProtocol(id, wire, this.settings)
		);
		this.#admit(connection, pusherRefusal(target, this.settings.pusherKey));
	}

	#openCentrifugo(webSocket: WebSocket, target: string): void {
		const id = randomUUID();
		const connection = new RealtimeConnection(
			webSocket,
			{ id, provider: 'centrifugo', target },
			this,
			(wire) => new CentrifugoProtocol(id, wire, this.settings, this.tokens)
		);
		this.#admit(connection, null);
	}

	#admit(connection: RealtimeConnection, refusal: Refusal | null): void {
		const { code, reason } = (this.refusal === 'cut' ? null : this.refusal) ?? refusal ?? {};
		if (code !== undefined) {
			connection.drop(code, reason);
			return;
		}
		this.connections.add(connection);
		this.activity.note('socket', `${connection.provider} ${connection.id} connected`);
		connection.open();
	}
}
