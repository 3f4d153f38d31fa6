import type { Channel } from './Channel.js';

/** Events of several channels at once: each channel sends its next one when the last was taken. */
export class Load {
	#isEnough = false;
	readonly #running: Promise<unknown>;

	/** @param urlOf Where to, for each attempt. Default: the app's webhook URL. */
	public constructor(
		channels: readonly Channel[],
		private readonly urlOf?: () => string | undefined
	) {
		this.#running = Promise.all(channels.map((channel) => this.#send(channel)));
		// Whoever stops it hears of it.
		this.#running.catch(() => undefined);
	}

	/** Resolves when the last events are taken. */
	public async stop(): Promise<void> {
		this.#isEnough = true;
		await this.#running;
	}

	async #send(channel: Channel): Promise<void> {
		while (!this.#isEnough) await channel.send(channel.write(), this.urlOf);
	}
}
