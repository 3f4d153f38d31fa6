import { randomBytes } from 'node:crypto';
import { WaitLimitMs } from '../../waitLimit.js';
import type { ActivityFeed } from '../ActivityFeed.js';
import type { World } from '../world/World.js';
import { ConnectionTokens } from './centrifugo/ConnectionTokens.js';
import { chatChannel } from './channelNames.js';
import { Connections } from './connections/Connections.js';
import type { RealtimeConnection } from './connections/RealtimeConnection.js';
import type { RealtimeEvent } from './events/RealtimeEvent.js';
import { SocketPublisher } from './events/SocketPublisher.js';
import { RealtimeServer, type ReceivedFrame } from './RealtimeServer.js';
import type { RealtimeProvider, RealtimeSettings } from './RealtimeSettings.js';

/**
 * Controls of Kick's live socket, with both of its servers: Pusher and Centrifugo.
 *
 * @example
 * ```ts
 * const chat = await kick.realtime.waitForSubscription('streamerone');
 * await kick.viewer('ana').says('hi'); // is pushed, beside the webhooks
 *
 * kick.realtime.drop(4200); // every client has to come back
 * await kick.realtime.waitForSubscription('streamerone');
 * ```
 */
export class SimulatedRealtime implements RealtimeSettings {
	public provider: RealtimeProvider = 'pusher';
	public activityTimeoutSeconds = 120;
	public pusherPingSeconds = 150;
	public centrifugoPingSeconds = 25;
	public pongTimeoutSeconds = 30;
	public tokenSeconds = 1800;
	public documentsPerFrame = 1;
	public delayMs: RealtimeSettings['delayMs'] = () => 0;
	public loses: RealtimeSettings['loses'] = () => false;
	public backlogLimitBytes = 16 * 1024 * 1024;

	/** @internal */
	public readonly tokens = new ConnectionTokens();
	/** @internal */
	public readonly server: RealtimeServer;
	/** @internal */
	public readonly publisher: SocketPublisher;
	readonly #connections = new Connections();
	readonly #world: World;
	readonly #origin: () => string;
	#pusherKey = newPusherKey();

	/** @param origin Address of the servers, such as `ws://127.0.0.1:4000`. */
	public constructor(world: World, origin: () => string, activity: ActivityFeed) {
		this.#world = world;
		this.#origin = origin;
		this.publisher = new SocketPublisher(this, this.#connections);
		this.server = new RealtimeServer(this, this.#connections, this.tokens, activity);
	}

	/** Key in the address of the Pusher server, which clients get by negotiation. */
	public get pusherKey(): string {
		return this.#pusherKey;
	}

	/** Address of the Pusher server, without the client's query. */
	public get pusherUrl(): string {
		return `${this.#origin()}/app/${this.#pusherKey}`;
	}

	public get centrifugoUrl(): string {
		return `${this.#origin()}/connection/websocket`;
	}

	/** Connected clients, oldest first. */
	public get connections(): readonly RealtimeConnection[] {
		return this.#connections.all;
	}

	/**
	 * Changes the key of the Pusher server, as Kick did in July 2024. Closes clients with 4001 and refuses the old key.
	 */
	public rotateKey(): void {
		this.#pusherKey = newPusherKey();
		for (const connection of this.connections) {
			if (connection.provider === 'pusher') connection.drop(4001, 'The key of this app has changed');
		}
	}

	/**
	 * Closes every connection with a code, or cuts the TCP connections without one. Empties {@link connections} at once.
	 */
	public drop(code?: number, reason?: string): void {
		for (const connection of this.connections) connection.drop(code, reason);
	}

	/** Refuses new clients until {@link accept}, with a code of their protocol. Without a code it cuts the connection. */
	public refuse(code?: number, reason = ''): void {
		this.server.refusal = code === undefined ? 'cut' : { code, reason };
	}

	/** Accepts new clients again. */
	public accept(): void {
		this.server.refusal = null;
	}

	/** Accepts connections and subscriptions without sending anything: no hello, no event, no pong. */
	public silence(on: boolean): void {
		this.server.isSilent = on;
	}

	/** Pings every client now. */
	public ping(): void {
		for (const connection of this.connections) connection.ping();
	}

	/** Sends an event, known to Kick or not, to the subscribers of its channel. */
	public push(event: RealtimeEvent): void {
		this.publisher.publish(event);
	}

	/** Sends any text to every client as one WebSocket message. */
	public sendRaw(text: string): void {
		for (const connection of this.connections) connection.sendRaw(text);
	}

	/** Resolves when exactly this number of clients is connected. @throws Error after the limit. */
	public waitForConnections(count: number, limitMs = WaitLimitMs): Promise<void> {
		return this.#connections.until(() => this.connections.length === count, `${count} connections`, limitMs);
	}

	/**
	 * Resolves with the clients that are subscribed to the chat of a streamer, once there are `count` of them.
	 *
	 * @throws Error after the limit.
	 */
	public async waitForSubscription(
		streamer: string,
		count = 1,
		limitMs = WaitLimitMs
	): Promise<readonly RealtimeConnection[]> {
		const channel = chatChannel(this.#world.get(streamer));
		const listeners = () => this.#connections.subscribedTo(channel);
		await this.#connections.until(() => listeners().length >= count, `${count} subscribed to ${channel}`, limitMs);
		return listeners();
	}

	/** Resolves when no client is subscribed to the chat of a streamer. @throws Error after the limit. */
	public waitForUnsubscription(streamer: string, limitMs = WaitLimitMs): Promise<void> {
		const channel = chatChannel(this.#world.get(streamer));
		const isDeserted = () => this.#connections.subscribedTo(channel).length === 0;
		return this.#connections.until(isDeserted, `unsubscribed from ${channel}`, limitMs);
	}

	/** Resolves with the first client message that matches, which may be a past one. @throws Error after the limit. */
	public waitForFrame(matches: (frame: ReceivedFrame) => boolean, limitMs = WaitLimitMs): Promise<ReceivedFrame> {
		return this.server.frames.waitFor(matches, 'such frame', limitMs);
	}

	/** @internal */
	public stop(): void {
		this.publisher.stop();
		this.#connections.stop();
		this.server.stop();
	}
}

/** Makes a key in Pusher's format. */
function newPusherKey(): string {
	return randomBytes(10).toString('hex');
}
