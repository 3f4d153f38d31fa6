import type { RealtimeEvent } from './RealtimeEvent.js';

/** Event in the format of both protocols. It is serialised once for all clients. */
export class SerialisedEvent {
	readonly #event: RealtimeEvent;
	readonly #data: string;
	#pusher: Buffer | null = null;
	#centrifugo: Buffer | null = null;

	public constructor(event: RealtimeEvent) {
		this.#event = event;
		// Both protocols carry the data of an event as JSON within JSON.
		this.#data = JSON.stringify(event.data);
	}

	public get pusher(): Buffer {
		const { event, channel } = this.#event;
		this.#pusher ??= Buffer.from(JSON.stringify({ event, data: this.#data, channel }));
		return this.#pusher;
	}

	public get centrifugo(): Buffer {
		const { event, channel } = this.#event;
		const push = { channel, pub: { data: { event, data: this.#data } } };
		this.#centrifugo ??= Buffer.from(JSON.stringify({ push }));
		return this.#centrifugo;
	}
}
