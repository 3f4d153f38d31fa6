import type { Channel } from './Channel.js';

/** Sends events to several channels at once: each channel sends its next event after the last one was accepted. */
export class Load {
	#isEnough = false;
	readonly #running: Promise<unknown>;

	/** @param urlOf Returns the URL for each attempt. Default: the app's webhook URL. */
	public constructor(
		channels: readonly Channel[],
		private readonly urlOf?: () => string | undefined
	) {
		this.#running = Promise.all(channels.map((channel) => this.#send(channel)));
		// The failure is reported by `stop`.
		this.#running.catch(() => undefined);
	}

	/** Resolves when the last events are accepted. */
	public async stop(): Promise<void> {
		this.#isEnough = true;
		await this.#running;
	}

	async #send(channel: Channel): Promise<void> {
		while (!this.#isEnough) await channel.send(channel.write(), this.urlOf);
	}
}
