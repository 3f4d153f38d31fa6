import { Counter, Gauge, Histogram, Registry } from 'prom-client';

interface SocketConnection {
	state: 'open' | 'connecting' | 'waiting';
	chatrooms: number;
	subscribed: number;
}

/** Metrics of the bot, in their own registry, so that a host's default registry stays untouched. */
export class KickMetrics {
	readonly #registry = new Registry();

	/** Webhook deliveries, by outcome. */
	public readonly webhooks = new Counter({
		name: 'kick_webhooks_total',
		help: 'Webhooks received from Kick, by outcome',
		labelNames: ['outcome'],
		registers: [this.#registry]
	});

	/** Time from Kick's signed timestamp to storage here. */
	public readonly lag = new Histogram({
		name: 'kick_webhook_lag_seconds',
		help: 'Time from sending by Kick until the event is stored',
		buckets: [0.1, 0.5, 1, 5, 30, 60, 600, 3_600],
		registers: [this.#registry]
	});

	public readonly handled = new Counter({
		name: 'kick_deliveries_total',
		help: 'Events delivered to a Discord server, by consumer and final state',
		labelNames: ['consumer', 'state'],
		registers: [this.#registry]
	});

	public readonly sent = new Counter({
		name: 'kick_messages_sent_total',
		help: 'Messages to Kick chat, by transport or error code',
		labelNames: ['outcome'],
		registers: [this.#registry]
	});

	public readonly socketFrames = new Counter({
		name: 'kick_socket_frames_total',
		help: 'Events of the live socket, by result',
		labelNames: ['outcome'],
		registers: [this.#registry]
	});

	readonly #socketConnections = new Gauge({
		name: 'kick_socket_connections',
		help: 'Connections of the live socket, by state',
		labelNames: ['state'],
		registers: [this.#registry]
	});

	readonly #socketChatrooms = new Gauge({
		name: 'kick_socket_chatrooms',
		help: 'Chatrooms to subscribe to, and those that Kick has confirmed',
		labelNames: ['state'],
		registers: [this.#registry]
	});

	/** Returns the connections of the live socket. Called whenever the metrics are read. `null` if the socket is off. */
	public socket: (() => readonly SocketConnection[]) | null = null;

	public async render(): Promise<{ contentType: string; text: string }> {
		this.#observeSocket(this.socket?.() ?? []);
		return { contentType: this.#registry.contentType, text: await this.#registry.metrics() };
	}

	#observeSocket(connections: readonly SocketConnection[]): void {
		for (const state of ['open', 'connecting', 'waiting'] as const) {
			const { length } = connections.filter((connection) => connection.state === state);
			this.#socketConnections.set({ state }, length);
		}
		this.#socketChatrooms.set({ state: 'wanted' }, sum(connections.map(({ chatrooms }) => chatrooms)));
		this.#socketChatrooms.set({ state: 'subscribed' }, sum(connections.map(({ subscribed }) => subscribed)));
	}
}

function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}
