import { Waiters } from '../../../Waiters.js';
import type { RealtimeConnection } from './RealtimeConnection.js';

const NoConnections: readonly RealtimeConnection[] = [];

/** Connected clients and their subscriptions. */
export class Connections {
	readonly #open = new Set<RealtimeConnection>();
	readonly #byChannel = new Map<string, Set<RealtimeConnection>>();
	readonly #changes = new Waiters('Kick');

	public get all(): readonly RealtimeConnection[] {
		return [...this.#open];
	}

	public subscribedTo(channel: string): readonly RealtimeConnection[] {
		const listeners = this.#byChannel.get(channel);
		return listeners === undefined ? NoConnections : [...listeners];
	}

	public add(connection: RealtimeConnection): void {
		this.#open.add(connection);
		this.#changes.notify();
	}

	public delete(connection: RealtimeConnection): void {
		if (!this.#open.delete(connection)) return;
		for (const channel of connection.channels) this.#forget(connection, channel);
		this.#changes.notify();
	}

	public subscribe(connection: RealtimeConnection, channel: string): void {
		const listeners = this.#byChannel.get(channel) ?? new Set();
		this.#byChannel.set(channel, listeners.add(connection));
		this.#changes.notify();
	}

	public unsubscribe(connection: RealtimeConnection, channel: string): void {
		this.#forget(connection, channel);
		this.#changes.notify();
	}

	/** Resolves when the condition is met. @throws Error that lists the connections after the limit. */
	public async until(isSo: () => boolean, what: string, limitMs: number): Promise<void> {
		await this.#changes.until(
			() => isSo() || undefined,
			limitMs,
			() => `Not ${what} within ${limitMs} ms, only: ${this.all.map(describe).join('; ') || 'no connection'}`
		);
	}

	/** Ends every wait with an error. */
	public stop(): void {
		this.#changes.stop();
	}

	#forget(connection: RealtimeConnection, channel: string): void {
		const listeners = this.#byChannel.get(channel);
		listeners?.delete(connection);
		if (listeners?.size === 0) this.#byChannel.delete(channel);
	}
}

function describe({ provider, id, channels }: RealtimeConnection): string {
	return `${provider} ${id} with ${[...channels].join(', ') || 'no channel'}`;
}
