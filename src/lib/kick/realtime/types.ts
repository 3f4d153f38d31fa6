import type { ProxyFor } from '../../http/outgoingAgent.js';
import type { Clock } from '../../time/Clock.js';

/** One event of a chatroom, as it came: whoever takes it has to parse it. */
export interface ChatroomFrame {
	chatroomId: number;
	/** For example `App\Events\ChatMessageEvent`. */
	event: string;
	/** The inner JSON, parsed; hostile. */
	data: unknown;
}

/** Kick's two kinds of realtime servers. */
export type RealtimeProvider = 'pusher' | 'centrifugo';

export interface RealtimeConnectionStatus {
	/** `waiting`: for the next try. */
	state: 'connecting' | 'open' | 'waiting';
	/** How many it is there for. */
	chatrooms: number;
	/** How many of them Kick has confirmed. */
	subscribed: number;
	/** When Kick last said anything on it, keep-alive included. */
	lastFrameAt: Date | null;
	/** Why it is not open, or what Kick complained of since it is. One line, for people. */
	lastProblem: string | null;
}

export interface RealtimeStatus {
	/** What is used at the moment; `null` while that is not known. */
	provider: RealtimeProvider | null;
	connections: RealtimeConnectionStatus[];
}

export interface ChatroomStatus {
	/** Whether Kick has confirmed it on the present connection. */
	subscribed: boolean;
	/** Since when; `null` while it is not. */
	subscribedAt: Date | null;
	/** Kept over reconnects. A wrong chatroom id looks like a quiet chat: Kick confirms any. */
	lastEventAt: Date | null;
}

export interface RealtimeClientOptions {
	/** `auto` begins with {@link RealtimeClientOptions.pusherUrl}, and asks Kick when that is refused or unreachable. */
	provider: 'auto' | RealtimeProvider;
	/** Up to the key, `wss://…/app/<key>`; the query is ours. */
	pusherUrl: string;
	/** Base address of the server that tells which realtime server to use, such as `https://web.kick.com`. */
	negotiationUrl: string;
	onFrame(frame: ChatroomFrame): void;
	/** One plain line for the operator's log: connected, lost, refused. Never holds a token. */
	onNotice(text: string): void;
	/** @default no proxy */
	proxyFor?: ProxyFor;
	/** @default systemClock */
	clock?: Clock;
	/** At least 0, below 1; spreads reconnects. @default Math.random */
	random?: () => number;
}
