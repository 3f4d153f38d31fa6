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
 * The controls of Kick's live socket, with both of its servers: Pusher, and Centrifugo.
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

	/** @param origin where the servers are, such as `ws://127.0.0.1:4000`. */
	public constructor(world: World, origin: () => string, activity: ActivityFeed) {
		this.#world = world;
		this.#origin = origin;
		this.publisher = new SocketPublisher(this, this.#connections);
		this.server = new RealtimeServer(this, this.#connections, this.tokens, activity);
	}

	/** The key in the address of the Pusher server, which negotiation tells. */
	public get pusherKey(): string {
		return this.#pusherKey;
	}

	/** Up to the key; the query is the client's. */
	public get pusherUrl(): string {
		return `${this.#origin()}/app/${this.#pusherKey}`;
	}

	public get centrifugoUrl(): string {
		return `${this.#origin()}/connection/websocket`;
	}

	/** Who is connected now, in the order in which they came. */
	public get connections(): readonly RealtimeConnection[] {
		return this.#connections.all;
	}

	/** Changes the key of the Pusher server, as Kick did in July 2024: clients are closed with 4001, and the old key is refused. */
	public rotateKey(): void {
		this.#pusherKey = newPusherKey();
		for (const connection of this.connections) {
			if (connection.provider === 'pusher') connection.drop(4001, 'The key of this app has changed');
		}
	}

	/** Closes every connection with a code; without one the TCP connections are cut. They are off {@link connections} at once. */
	public drop(code?: number, reason?: string): void {
		for (const connection of this.connections) connection.drop(code, reason);
	}

	/** Turns new clients away with a code of their protocol; without one the TCP connection is cut. Until {@link accept}. */
	public refuse(code?: number, reason = ''): void {
		this.server.refusal = code === undefined ? 'cut' : { code, reason };
	}

	/** Takes new clients again. */
	public accept(): void {
		this.server.refusal = null;
	}

	/** Plays dead: connections and subscriptions are accepted, and nothing is sent, no hello, no event, no pong. */
	public silence(on: boolean): void {
		this.server.isSilent = on;
	}

	/** Pings every client now, whatever the time. */
	public ping(): void {
		for (const connection of this.connections) connection.ping();
	}

	/** Sends any event to those who are subscribed to its channel, one that Kick has or not. */
	public push(event: RealtimeEvent): void {
		this.publisher.publish(event);
	}

	/** Sends any text to every client as one WebSocket message. */
	public sendRaw(text: string): void {
		for (const connection of this.connections) connection.sendRaw(text);
	}

	/** Resolves when exactly so many clients are connected. @throws After the limit. */
	public waitForConnections(count: number, limitMs = WaitLimitMs): Promise<void> {
		return this.#connections.until(() => this.connections.length === count, `${count} connections`, limitMs);
	}

	/**
	 * Resolves when at least so many clients are subscribed to the chat of a streamer, with those clients.
	 *
	 * @throws After the limit.
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

	/** Resolves when nobody listens to the chat of a streamer. @throws After the limit. */
	public waitForUnsubscription(streamer: string, limitMs = WaitLimitMs): Promise<void> {
		const channel = chatChannel(this.#world.get(streamer));
		const isDeserted = () => this.#connections.subscribedTo(channel).length === 0;
		return this.#connections.until(isDeserted, `unsubscribed from ${channel}`, limitMs);
	}

	/** Resolves with the first message of a client that matches, at once if it came already. @throws After the limit. */
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

/** As Pusher gives. */
function newPusherKey(): string {
	return randomBytes(10).toString('hex');
}
