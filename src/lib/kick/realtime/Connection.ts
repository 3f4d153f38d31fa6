import { oneLine } from '../../log/oneLine.js';
import type { Clock } from '../../time/Clock.js';
import { type Endpoint, type Endpoints, isPassing } from './endpoints/Endpoints.js';
import * as notices from './notices.js';
import type { Closure } from './Protocol.js';
import { type Delay, reconnectDelayMs } from './reconnectDelay.js';
import { type ChatroomSignal, Session } from './Session.js';
import type { OpenSocket } from './Socket.js';
import { Subscriptions } from './Subscriptions.js';
import type { ChatroomFrame, ChatroomStatus, RealtimeConnectionStatus } from './types.js';

export interface ConnectionContext {
	endpoints: Endpoints;
	openSocket: OpenSocket;
	clock: Clock;
	random: () => number;
	onFrame(frame: ChatroomFrame): void;
	onNotice(text: string): void;
}

/** Time after which an open connection counts as stable, so that the next failure is the first again. */
const StableMs = 60_000;
/** Number of failed attempts after which Kick is asked for another server. */
const AttemptsBeforeRenegotiation = 3;

/** Permanent connection that reconnects until it is stopped. */
export class Connection {
	readonly #context: ConnectionContext;
	readonly #subscriptions: Subscriptions;
	#state: RealtimeConnectionStatus['state'] = 'waiting';
	#session: Session | null = null;
	#cancelWait: (() => void) | null = null;
	#openedAt: number | null = null;
	#failures = 0;
	#failedAttempts = 0;
	#lastFrameAt: number | null = null;
	#lastProblem: string | null = null;
	#hasComplained = false;
	#isStopped = false;

	/** @param delayMs Delay before the first attempt. */
	public constructor(context: ConnectionContext, delayMs: number) {
		this.#context = context;
		this.#subscriptions = new Subscriptions(context);
		this.#wait(delayMs);
	}

	/** Number of chatrooms on this connection. */
	public get size(): number {
		return this.#subscriptions.size;
	}

	public get status(): RealtimeConnectionStatus {
		return {
			state: this.#state,
			chatrooms: this.#subscriptions.size,
			subscribed: this.#subscriptions.subscribed,
			lastFrameAt: this.#lastFrameAt === null ? null : new Date(this.#lastFrameAt),
			lastProblem: this.#lastProblem
		};
	}

	public chatroom(id: number): ChatroomStatus | null {
		return this.#subscriptions.status(id);
	}

	public join(chatroomId: number): void {
		this.#subscriptions.join(chatroomId);
	}

	public leave(chatroomId: number): void {
		this.#subscriptions.leave(chatroomId);
	}

	/** Closes the connection. Resolves within 2 seconds. */
	public async stop(): Promise<void> {
		this.#isStopped = true;
		this.#cancelWait?.();
		this.#subscriptions.disconnected();
		await this.#session?.close();
	}

	#wait(delayMs: number): void {
		this.#state = 'waiting';
		this.#cancelWait = this.#context.clock.after(
			delayMs,
			() => void this.#connect().catch((error) => this.#failed(error))
		);
	}

	async #connect(): Promise<void> {
		this.#state = 'connecting';
		const endpoint = await this.#context.endpoints.next();
		if (this.#isStopped) return;
		endpoint.match({
			ok: (found) => this.#open(found),
			err: (error) => this.#retry(notices.noServer(error), isPassing(error) ? 'lost' : 'unsettled')
		});
	}

	/** Handles an unexpected error, for example an address that the socket library refuses. */
	#failed(error: unknown): void {
		this.#session = null;
		if (!this.#isStopped) this.#retry(oneLine(String(error)), 'unsettled');
	}

	#open(endpoint: Endpoint): void {
		this.#session = new Session(endpoint, this.#context, {
			opened: () => this.#opened(endpoint),
			received: () => {
				this.#lastFrameAt = Date.now();
			},
			signalled: (signal) => this.#signalled(signal),
			ended: (closure) => this.#ended(endpoint, closure)
		});
	}

	#opened({ server }: Endpoint): void {
		this.#state = 'open';
		this.#openedAt = this.#context.clock.now();
		this.#lastProblem = null;
		this.#hasComplained = false;
		this.#failedAttempts = 0;
		this.#context.endpoints.opened();
		this.#context.onNotice(notices.connected(server.provider, this.size));
		if (this.#session) this.#subscriptions.connected(this.#session);
	}

	#signalled(signal: ChatroomSignal): void {
		switch (signal.type) {
			case 'subscribed':
				this.#subscriptions.confirmed(signal.chatroomId);
				break;
			case 'frame':
				if (this.#subscriptions.event(signal.frame.chatroomId)) this.#context.onFrame(signal.frame);
				break;
			case 'refused':
				this.#chatroomRefused(signal.chatroomId, signal.reason);
				break;
			case 'complaint':
				this.#complained(signal.problem);
		}
	}

	/** Logs a complaint once per connection, because a server may complain about every message. */
	#complained(problem: string): void {
		if (!this.#hasComplained) this.#context.onNotice(notices.complained(problem));
		this.#hasComplained = true;
		this.#lastProblem = problem;
	}

	#chatroomRefused(chatroomId: number, reason: string): void {
		const delayMs = this.#subscriptions.refused(chatroomId);
		if (delayMs === null) return;
		this.#lastProblem = `chatroom ${chatroomId} was refused: ${reason}`;
		this.#context.onNotice(notices.chatroomRefused(chatroomId, reason, delayMs));
	}

	#ended({ server }: Endpoint, { kind, problem }: Closure): void {
		const { clock, endpoints } = this.#context;
		this.#session = null;
		this.#subscriptions.disconnected();
		if (this.#openedAt === null) this.#failedAttempts++;
		else if (clock.now() - this.#openedAt >= StableMs) this.#failures = 0;
		if (kind === 'refused') endpoints.refused(server);
		else if (this.#failedAttempts >= AttemptsBeforeRenegotiation) endpoints.reportUnreachable(server.url);
		// After a refusal, the next attempt uses another server or ends before connecting, so it need not wait.
		this.#retry(problem, kind === 'refused' ? 'again' : kind);
	}

	#retry(problem: string, delay: Delay): void {
		const delayMs = reconnectDelayMs(delay, ++this.#failures, this.#context.random);
		const notice = this.#openedAt === null ? notices.notConnected : notices.disconnected;
		this.#openedAt = null;
		this.#lastProblem = problem;
		this.#context.onNotice(notice(problem, delayMs));
		this.#wait(delayMs);
	}
}
