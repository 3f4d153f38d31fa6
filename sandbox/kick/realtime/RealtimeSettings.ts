import type { RealtimeEvent } from './events/RealtimeEvent.js';

/** The two kinds of server that Kick's site knows. */
export type RealtimeProvider = 'pusher' | 'centrifugo';

/** How the live socket behaves. Times hold for connections made later, everything else from the next event on. */
export interface RealtimeSettings {
	/**
	 * What negotiation offers to a client that accepts both; one that accepts a single provider gets that. Both servers are
	 * there all the time. Default: `pusher`.
	 */
	provider: RealtimeProvider;
	/** Pusher: what the hello tells, after how much silence the client has to ping. Default: 120. */
	activityTimeoutSeconds: number;
	/** Pusher: the server pings a client that said nothing for so long. Default: 150. */
	pusherPingSeconds: number;
	/** Centrifugo: the same, told as `ping` in the answer to `connect`. Default: 25. */
	centrifugoPingSeconds: number;
	/** A client that does not answer a ping in this time is closed: 4201 by Pusher, 3012 by Centrifugo. Default: 30. */
	pongTimeoutSeconds: number;
	/** Centrifugo: how long a connection token is valid; 0 makes tokens that have expired. Default: 1,800. */
	tokenSeconds: number;
	/**
	 * Centrifugo: so many JSON documents at most go into one WebSocket message, where that many are sent in one turn of the
	 * event loop. Default: 1.
	 */
	documentsPerFrame: number;
	/** Holds single events back, in milliseconds: they may be overtaken. Default: 0 for all. */
	delayMs: (event: RealtimeEvent) => number;
	/** Silently loses events. `() => true` is a live connection with a quiet chat. */
	loses: (event: RealtimeEvent) => boolean;
	/** A client that leaves more than this unread is cut off. Default: 16 MiB. */
	backlogLimitBytes: number;
}
