import type { Connections } from '../connections/Connections.js';
import type { RealtimeSettings } from '../RealtimeSettings.js';
import type { RealtimeEvent } from './RealtimeEvent.js';
import { SerialisedEvent } from './SerialisedEvent.js';

/** Sends events to the subscribers of their channel. */
export class SocketPublisher {
	readonly #settings: RealtimeSettings;
	readonly #connections: Connections;
	readonly #delayed = new Set<NodeJS.Timeout>();

	public constructor(settings: RealtimeSettings, connections: Connections) {
		this.#settings = settings;
		this.#connections = connections;
	}

	public publish(event: RealtimeEvent): void {
		if (this.#settings.loses(event)) return;
		const delayMs = this.#settings.delayMs(event);
		if (delayMs <= 0) {
			this.#deliver(event);
			return;
		}
		const timer = setTimeout(() => {
			this.#delayed.delete(timer);
			this.#deliver(event);
		}, delayMs);
		timer.unref();
		this.#delayed.add(timer);
	}

	public stop(): void {
		for (const timer of this.#delayed) clearTimeout(timer);
		this.#delayed.clear();
	}

	#deliver(event: RealtimeEvent): void {
		const listeners = this.#connections.subscribedTo(event.channel);
		if (listeners.length === 0) return;
		const serialised = new SerialisedEvent(event);
		for (const listener of listeners) listener.push(serialised);
	}
}
