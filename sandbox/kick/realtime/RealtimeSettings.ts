import type { RealtimeEvent } from './events/RealtimeEvent.js';

/** Kinds of server that Kick's site knows. */
export type RealtimeProvider = 'pusher' | 'centrifugo';

/** Behaviour of the live socket. Times apply to later connections, other settings from the next event on. */
export interface RealtimeSettings {
	/**
	 * Provider that negotiation offers to a client that accepts both. A client that accepts only one gets that one. Both
	 * servers always run. Default: `pusher`.
	 */
	provider: RealtimeProvider;
	/** Pusher: seconds of silence, sent in the hello, after which the client has to ping. Default: 120. */
	activityTimeoutSeconds: number;
	/** Pusher: seconds of silence after which the server pings a client. Default: 150. */
	pusherPingSeconds: number;
	/** Centrifugo: the same, sent as `ping` in the answer to `connect`. Default: 25. */
	centrifugoPingSeconds: number;
	/** Seconds to answer a ping. Late clients are closed, with 4201 by Pusher and 3012 by Centrifugo. Default: 30. */
	pongTimeoutSeconds: number;
	/** Centrifugo: seconds that a connection token is valid. 0 makes expired tokens. Default: 1,800. */
	tokenSeconds: number;
	/**
	 * Centrifugo: maximum number of JSON documents in one WebSocket message. Only documents of one turn of the event loop
	 * are joined. Default: 1.
	 */
	documentsPerFrame: number;
	/** Delays single events, in milliseconds, so that later events may overtake them. Default: 0 for all. */
	delayMs: (event: RealtimeEvent) => number;
	/** Silently loses events. With `() => true` the connection is live and the chat quiet. */
	loses: (event: RealtimeEvent) => boolean;
	/** Unread bytes at which a client is cut off. Default: 16 MiB. */
	backlogLimitBytes: number;
}
