import { systemClock } from '../../time/Clock.js';
import { oneLine } from '../oneLine.js';
import { ConnectionPool } from './ConnectionPool.js';
import { Endpoints } from './endpoints/Endpoints.js';
import { KickNegotiation, type Negotiation } from './endpoints/Negotiation.js';
import * as notices from './notices.js';
import { openWebSocket } from './openWebSocket.js';
import type { OpenSocket } from './Socket.js';
import type { ChatroomFrame, ChatroomStatus, RealtimeClientOptions, RealtimeStatus } from './types.js';

/** All that goes over the network, so that a test can do without one. */
export interface RealtimeNetwork {
	openSocket: OpenSocket;
	negotiation: Negotiation;
}

/** A bug in a handler fails for each message; the log need not hold each. */
const FailureNoticeMs = 60_000;

/**
 * Reads the chat of any number of chatrooms from Kick's realtime servers, the ones that Kick's website uses. Kick does
 * not support them for others, and they know nothing of accounts: they only read, and anybody may.
 *
 * It connects when there are chatrooms, and again and again for as long as there are. What happens between a loss and
 * the next connection is not heard: there is no way to ask for it afterwards.
 *
 * @example
 * ```ts
 * const client = new RealtimeClient({
 * 	provider: 'auto',
 * 	pusherUrl: 'wss://ws-us2.pusher.com/app/32cbd69e4b950bf97679',
 * 	negotiationUrl: 'https://web.kick.com',
 * 	onFrame: ({ chatroomId, event, data }) => console.log(chatroomId, event, data),
 * 	onNotice: console.log
 * });
 * client.setChatrooms(new Set([690002]));
 * // later
 * await client.stop();
 * ```
 */
export class RealtimeClient {
	readonly #network: RealtimeNetwork;
	readonly #endpoints: Endpoints;
	readonly #pool: ConnectionPool;
	#failureNoticeAt = Number.NEGATIVE_INFINITY;
	#isStopped = false;

	public constructor(
		private readonly options: RealtimeClientOptions,
		network: RealtimeNetwork = kickNetwork(options)
	) {
		const { clock = systemClock, random = Math.random, onNotice } = options;
		this.#network = network;
		this.#endpoints = new Endpoints(options, network.negotiation, clock);
		this.#pool = new ConnectionPool({
			endpoints: this.#endpoints,
			openSocket: network.openSocket,
			clock,
			random,
			onFrame: (frame) => this.#deliver(frame, clock.now()),
			onNotice
		});
	}

	/** How it is at the moment. */
	public get status(): RealtimeStatus {
		return { provider: this.#endpoints.provider, connections: this.#pool.connections };
	}

	/**
	 * Says which chatrooms to listen to from now on. The others are left alone: nobody is disconnected because somebody
	 * else comes or goes. With none there is no connection.
	 */
	public setChatrooms(ids: ReadonlySet<number>): void {
		if (!this.#isStopped) this.#pool.setChatrooms(ids);
	}

	/** @returns `null` for a chatroom that is not wanted. */
	public chatroom(id: number): ChatroomStatus | null {
		return this.#pool.chatroom(id);
	}

	/** Says goodbye on every connection. Resolves within 2 seconds, 5 while Kick is being asked where to connect to. */
	public async stop(): Promise<void> {
		this.#isStopped = true;
		await Promise.all([this.#pool.stop(), this.#network.negotiation.close()]);
	}

	/** A bug in the handler must not end the process from inside a socket. */
	#deliver(frame: ChatroomFrame, now: number): void {
		try {
			this.options.onFrame(frame);
		} catch (error) {
			if (now - this.#failureNoticeAt < FailureNoticeMs) return;
			this.#failureNoticeAt = now;
			this.options.onNotice(oneLine(notices.frameFailed(error)));
		}
	}
}

function kickNetwork({ negotiationUrl, pusherUrl, proxyFor }: RealtimeClientOptions): RealtimeNetwork {
	const negotiation = new KickNegotiation({ baseUrl: negotiationUrl, pusherUrl, proxyFor });
	return { openSocket: (url, listener) => openWebSocket(url, listener, proxyFor), negotiation };
}
