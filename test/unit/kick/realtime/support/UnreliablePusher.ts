import { err, ok } from '@sapphire/result';
import { KickError } from '../../../../../src/lib/kick/errors.js';
import type { Negotiation } from '../../../../../src/lib/kick/realtime/endpoints/Negotiation.js';
import type { RealtimeNetwork } from '../../../../../src/lib/kick/realtime/RealtimeClient.js';
import type { SocketListener } from '../../../../../src/lib/kick/realtime/Socket.js';
import type { Clock } from '../../../../../src/lib/time/Clock.js';
import { hello, succeeded } from './pusherFrames.js';

export interface Faults {
	/** Average lifetime of a connection. */
	lifetimeMs: number;
	/** Share of subscriptions that are ignored. */
	ignored: number;
	/** Share of connections that are accepted and never greeted. */
	stalled: number;
	/** Share of negotiations without an answer. */
	unanswered: number;
}

const MaxLatencyMs = 300;
const Endings = [1001, 1006, 4100, 4200, 4201, 'silence'] as const;

/** Pusher and Kick's negotiation in virtual time, without a network. */
export class UnreliablePusher implements RealtimeNetwork {
	public readonly attempts: number[] = [];
	public readonly connections = new Set<PusherConnection>();
	public mostConnections = 0;
	public endings = 0;
	public negotiations = 0;
	public isDown = false;
	/** `null`: nothing fails. */
	public faults: Faults | null = null;
	public key = 'key0';

	public constructor(
		public readonly clock: Clock,
		public readonly random: () => number
	) {}

	public readonly openSocket = (url: string, listener: SocketListener) => {
		this.attempts.push(this.clock.now());
		const connection = new PusherConnection(this, new URL(url).pathname.split('/').at(-1) ?? '', listener);
		this.connections.add(connection);
		this.mostConnections = Math.max(this.mostConnections, this.connections.size);
		return connection;
	};

	public readonly negotiation: Negotiation = {
		servers: async () => {
			this.negotiations++;
			if (this.happens(this.faults?.unanswered)) return err(new KickError('network', 'Kick could not be reached.'));
			return ok([{ provider: 'pusher', url: `wss://pusher.test/app/${this.key}` }]);
		},
		token: async () => err(new KickError('not_found', 'There is no Centrifugo here.')),
		close: async () => {}
	};

	/** Ends all connections at one instant. */
	public drop(code: number): void {
		for (const connection of [...this.connections]) connection.end(code);
	}

	public happens(share = 0): boolean {
		return this.random() < share;
	}
}

class PusherConnection {
	public readonly subscribed = new Set<number>();
	readonly #server: UnreliablePusher;
	readonly #key: string;
	readonly #listener: SocketListener;
	readonly #timers = new Set<() => void>();
	#unconfirmed: number[] = [];
	#isSilent = false;
	#hasEnded = false;

	public constructor(server: UnreliablePusher, key: string, listener: SocketListener) {
		this.#server = server;
		this.#key = key;
		this.#listener = listener;
		this.#soon(() => this.#accept());
	}

	public send(text: string): void {
		if (this.#isSilent || this.#hasEnded) return;
		const { event, data } = JSON.parse(text);
		const id = Number(data?.channel?.split('.')[1]);
		if (event === 'pusher:ping') this.#soon(() => this.#say({ event: 'pusher:pong', data: {} }));
		if (event === 'pusher:unsubscribe') this.subscribed.delete(id);
		if (event === 'pusher:subscribe' && !this.#server.happens(this.#server.faults?.ignored)) this.#take(id);
	}

	public close(): void {
		this.#soon(() => this.end(1000));
	}

	public terminate(): void {
		this.end(1006);
	}

	public end(code: number): void {
		if (this.#hasEnded) return;
		this.#hasEnded = true;
		for (const cancel of this.#timers) cancel();
		this.#server.connections.delete(this);
		this.#server.endings++;
		queueMicrotask(() => this.#listener.closed({ code, reason: '' }));
	}

	#accept(): void {
		if (this.#server.isDown) {
			this.end(1006);
			return;
		}
		this.#listener.opened();
		this.#soon(() => {
			if (this.#key !== this.#server.key) this.end(4001);
			else if (!this.#server.happens(this.#server.faults?.stalled)) this.#greet();
		});
	}

	#greet(): void {
		this.#say(hello());
		const { faults, random } = this.#server;
		if (faults) this.#after(-Math.log(1 - random()) * faults.lifetimeMs, () => this.#fail());
	}

	/** Confirms subscriptions together that arrived together. */
	#take(id: number): void {
		this.subscribed.add(id);
		this.#unconfirmed.push(id);
		if (this.#unconfirmed.length > 1) return;
		this.#soon(() => {
			for (const confirmed of this.#unconfirmed.splice(0)) this.#say(succeeded(confirmed));
		});
	}

	#fail(): void {
		const ending = Endings[Math.floor(this.#server.random() * Endings.length)] ?? 'silence';
		if (ending === 'silence') this.#isSilent = true;
		else this.end(ending);
	}

	#say(message: object): void {
		if (!this.#isSilent) this.#listener.received(JSON.stringify(message));
	}

	#soon(action: () => void): void {
		this.#after(this.#server.random() * MaxLatencyMs, action);
	}

	#after(delayMs: number, action: () => void): void {
		const cancel = this.#server.clock.after(delayMs, () => {
			this.#timers.delete(cancel);
			action();
		});
		this.#timers.add(cancel);
	}
}
