import { Counter, Histogram, Registry } from 'prom-client';

/** What the bot counts, in a registry of its own: a host's default registry is left alone. */
export class KickMetrics {
	readonly #registry = new Registry();

	/** Deliveries by how they were answered. */
	public readonly webhooks = new Counter({
		name: 'kick_webhooks_total',
		help: 'Webhook deliveries of Kick, by how they were answered',
		labelNames: ['outcome'],
		registers: [this.#registry]
	});

	/** From Kick's signed timestamp to our storage. */
	public readonly lag = new Histogram({
		name: 'kick_webhook_lag_seconds',
		help: 'Time between sending by Kick and storage here',
		buckets: [0.1, 0.5, 1, 5, 30, 60, 600, 3_600],
		registers: [this.#registry]
	});

	public readonly handled = new Counter({
		name: 'kick_deliveries_total',
		help: 'Events handed to a Discord server, by how that ended',
		labelNames: ['state'],
		registers: [this.#registry]
	});

	public readonly sent = new Counter({
		name: 'kick_messages_sent_total',
		help: 'Messages to Kick chat, by way or error code',
		labelNames: ['outcome'],
		registers: [this.#registry]
	});

	public async render(): Promise<{ contentType: string; text: string }> {
		return { contentType: this.#registry.contentType, text: await this.#registry.metrics() };
	}
}
