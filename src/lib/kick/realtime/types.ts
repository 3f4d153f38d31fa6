import type { ProxyFor } from '../../http/outgoingAgent.js';
import type { Clock } from '../../time/Clock.js';

/** Raw event of a chatroom, which the receiver has to parse. */
export interface ChatroomFrame {
	chatroomId: number;
	/** Name, for example `App\Events\ChatMessageEvent`. */
	event: string;
	/** Inner JSON, parsed but not validated. */
	data: unknown;
}

/** Kind of Kick's realtime servers. */
export type RealtimeProvider = 'pusher' | 'centrifugo';

export interface RealtimeConnectionStatus {
	/** State of the connection. `waiting`: for the next attempt. */
	state: 'connecting' | 'open' | 'waiting';
	/** Number of chatrooms on this connection. */
	chatrooms: number;
	/** Number of chatrooms that Kick has confirmed. */
	subscribed: number;
	/** Time of the last message, including keep-alive. */
	lastFrameAt: Date | null;
	/** Reason why it is not open, or Kick's last complaint since it opened. One line, for people. */
	lastProblem: string | null;
}

export interface RealtimeStatus {
	/** Current kind of server. `null` while unknown. */
	provider: RealtimeProvider | null;
	connections: RealtimeConnectionStatus[];
}

export interface ChatroomStatus {
	/** Whether Kick has confirmed it on the current connection. */
	subscribed: boolean;
	/** Time of the confirmation. `null` without one. */
	subscribedAt: Date | null;
	/** Time of the last event, kept over reconnects. Kick confirms any id, so a wrong one looks like a quiet chat. */
	lastEventAt: Date | null;
}

export interface RealtimeClientOptions {
	/** `auto` starts with {@link RealtimeClientOptions.pusherUrl} and asks Kick when that server cannot be used. */
	provider: 'auto' | RealtimeProvider;
	/** Address including the app key, `wss://…/app/<key>`. The client adds the query. */
	pusherUrl: string;
	/** Base URL of the API that names Kick's realtime servers, such as `https://web.kick.com`. */
	negotiationUrl: string;
	onFrame(frame: ChatroomFrame): void;
	/** Receives one line for the log: connected, lost, refused. It never contains a token. */
	onNotice(text: string): void;
	/** @default no proxy */
	proxyFor?: ProxyFor;
	/** @default systemClock */
	clock?: Clock;
	/** Random number from 0 to below 1 that spreads reconnects. @default Math.random */
	random?: () => number;
}
