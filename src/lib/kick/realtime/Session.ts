import { oneLine } from '../../log/oneLine.js';
import type { Clock } from '../../time/Clock.js';
import type { Endpoint } from './endpoints/Endpoints.js';
import { KeepAlive } from './KeepAlive.js';
import type { Closure, Signal } from './Protocol.js';
import type { OpenSocket, Socket, SocketClosing } from './Socket.js';

/** Signals that a session forwards. */
export type ChatroomSignal = Extract<Signal, { type: 'subscribed' | 'refused' | 'frame' | 'complaint' }>;

export interface SessionListener {
	/** Called when the server has accepted the connection. */
	opened(): void;
	/** Called for every message. */
	received(): void;
	signalled(signal: ChatroomSignal): void;
	/** Called once, as the last event. Not called after `close`. */
	ended(closure: Closure): void;
}

/** Time limit from opening the socket to the server's hello. */
const OpenLimitMs = 15_000;
const CloseLimitMs = 2_000;
const RenewalRetryMs = 5_000;

/** One socket from start to end, with the protocol of its server. */
export class Session {
	readonly #endpoint: Endpoint;
	readonly #clock: Clock;
	readonly #listener: SessionListener;
	readonly #socket: Socket;
	#keepAlive: KeepAlive | null = null;
	#cancelOpenLimit: () => void;
	#cancelRenewal: (() => void) | null = null;
	#hasEnded = false;
	#socketClosed!: () => void;
	readonly #whenSocketClosed = new Promise<void>((resolve) => {
		this.#socketClosed = resolve;
	});

	public constructor(
		endpoint: Endpoint,
		{ clock, openSocket }: { clock: Clock; openSocket: OpenSocket },
		listener: SessionListener
	) {
		this.#endpoint = endpoint;
		this.#clock = clock;
		this.#listener = listener;
		this.#socket = openSocket(endpoint.socketUrl, {
			opened: () => this.#send(endpoint.protocol.greeting()),
			received: (text) => this.#receive(text),
			closed: (closing) => this.#closed(closing)
		});
		// Set after opening the socket, which throws for an invalid address and must then leave no timer behind.
		this.#cancelOpenLimit = clock.after(OpenLimitMs, () => this.#fail('no answer within 15 seconds'));
	}

	public subscribe(chatroomIds: readonly number[]): void {
		this.#send(this.#endpoint.protocol.subscribe(chatroomIds));
	}

	public unsubscribe(chatroomId: number): void {
		this.#send(this.#endpoint.protocol.unsubscribe(chatroomId));
	}

	/** Closes the socket without calling the listener again. Resolves within 2 seconds. */
	public async close(): Promise<void> {
		this.#release();
		const cancelLimit = this.#clock.after(CloseLimitMs, () => this.#socket.terminate());
		this.#socket.close();
		await this.#whenSocketClosed;
		cancelLimit();
	}

	#receive(text: string): void {
		if (this.#hasEnded) return;
		this.#keepAlive?.received();
		this.#listener.received();
		for (const signal of this.#endpoint.protocol.receive(text)) {
			this.#handle(signal);
			if (this.#hasEnded) return;
		}
	}

	#handle(signal: Signal): void {
		switch (signal.type) {
			case 'opened':
				this.#opened(signal);
				break;
			case 'renewed':
				this.#renewIn(signal.renewInMs);
				break;
			case 'answer':
				this.#socket.send(signal.text);
				break;
			case 'failed':
				this.#end(signal.closure);
				break;
			default:
				this.#listener.signalled(signal);
		}
	}

	#opened({ keepAlive, renewInMs }: Extract<Signal, { type: 'opened' }>): void {
		if (this.#keepAlive) return;
		this.#cancelOpenLimit();
		this.#keepAlive = new KeepAlive(this.#clock, keepAlive, {
			probe: (text) => this.#socket.send(text),
			lost: () => this.#fail('the server has gone silent')
		});
		this.#renewIn(renewInMs);
		this.#listener.opened();
	}

	#renewIn(delayMs: number | null): void {
		this.#cancelRenewal?.();
		this.#cancelRenewal = null;
		if (delayMs === null) return;
		this.#cancelRenewal = this.#clock.after(delayMs, () => {
			this.#renew().catch(() => !this.#hasEnded && this.#renewIn(RenewalRetryMs));
		});
	}

	async #renew(): Promise<void> {
		const command = await this.#endpoint.renewal?.();
		if (this.#hasEnded) return;
		// If the renewal never works, the server closes when the token ends, and the next connection requests a token.
		command?.match({ ok: (text) => this.#socket.send(text), err: () => this.#renewIn(RenewalRetryMs) });
	}

	#closed({ code, reason }: SocketClosing): void {
		this.#socketClosed();
		const text = oneLine(reason);
		this.#end({
			kind: this.#endpoint.protocol.closureKindOf(code),
			problem: text ? `${text} (code ${code})` : `closed with code ${code}`
		});
	}

	#fail(problem: string): void {
		this.#end({ kind: 'lost', problem });
	}

	#end(closure: Closure): void {
		if (this.#hasEnded) return;
		this.#release();
		this.#socket.terminate();
		this.#listener.ended(closure);
	}

	#release(): void {
		this.#hasEnded = true;
		this.#cancelOpenLimit();
		this.#keepAlive?.stop();
		this.#cancelRenewal?.();
	}

	#send(texts: readonly string[]): void {
		if (this.#hasEnded) return;
		for (const text of texts) this.#socket.send(text);
	}
}
