import { oneLine } from '../../log/oneLine.js';
import { systemClock } from '../../time/Clock.js';
import { ConnectionPool } from './ConnectionPool.js';
import { Endpoints } from './endpoints/Endpoints.js';
import { KickNegotiation, type Negotiation } from './endpoints/Negotiation.js';
import * as notices from './notices.js';
import { openWebSocket } from './openWebSocket.js';
import type { OpenSocket } from './Socket.js';
import type { ChatroomFrame, ChatroomStatus, RealtimeClientOptions, RealtimeStatus } from './types.js';

/** Network access, which tests replace. */
export interface RealtimeNetwork {
	openSocket: OpenSocket;
	negotiation: Negotiation;
}

/** Minimum time between log lines about a failing handler, because a bug fails for every message. */
const FailureNoticeMs = 60_000;

/**
 * Client for the realtime servers of Kick's website. It reads the chat of any number of chatrooms. The servers are
 * read-only and need no account. Kick does not support them for bots.
 *
 * It connects and reconnects while there are chatrooms. Messages during a lost connection are missed, because Kick
 * offers no way to fetch them later.
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

	/** Current state. */
	public get status(): RealtimeStatus {
		return { provider: this.#endpoints.provider, connections: this.#pool.connections };
	}

	/**
	 * Sets the chatrooms to read. Chatrooms that stay are not interrupted. Without chatrooms there is no connection.
	 */
	public setChatrooms(ids: ReadonlySet<number>): void {
		if (!this.#isStopped) this.#pool.setChatrooms(ids);
	}

	/** Returns the state of a chatroom, or `null` when it is not being read. */
	public chatroom(id: number): ChatroomStatus | null {
		return this.#pool.chatroom(id);
	}

	/** Closes all connections. Resolves within 2 seconds, or 5 during a request for the server to use. */
	public async stop(): Promise<void> {
		this.#isStopped = true;
		await Promise.all([this.#pool.stop(), this.#network.negotiation.close()]);
	}

	/** Passes a frame to the handler. Catches errors, because a bug in the handler must not end the process. */
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
