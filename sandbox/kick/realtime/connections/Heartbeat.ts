export interface HeartbeatTimes {
	/** After so much silence of the client it is pinged. */
	pingSeconds: number;
	pongTimeoutSeconds: number;
}

/** Finds out whether the client is still there. */
export class Heartbeat {
	readonly #pongTimeoutMs: number;
	readonly #ping: () => boolean;
	readonly #silence: NodeJS.Timeout;
	readonly #onDead: () => void;
	#waiting: NodeJS.Timeout | null = null;

	/** @param ping returns whether a ping was sent, and so an answer can be expected. */
	public constructor({ pingSeconds, pongTimeoutSeconds }: HeartbeatTimes, ping: () => boolean, onDead: () => void) {
		this.#pongTimeoutMs = pongTimeoutSeconds * 1000;
		this.#ping = ping;
		this.#onDead = onDead;
		this.#silence = setTimeout(() => this.ping(), pingSeconds * 1000).unref();
	}

	public ping(): void {
		if (this.#ping()) this.#waiting ??= setTimeout(this.#onDead, this.#pongTimeoutMs).unref();
		else this.#silence.refresh();
	}

	/** The client said something, whatever it was. */
	public heard(): void {
		this.#silence.refresh();
		this.#stopWaiting();
	}

	public stop(): void {
		clearTimeout(this.#silence);
		this.#stopWaiting();
	}

	#stopWaiting(): void {
		if (this.#waiting !== null) clearTimeout(this.#waiting);
		this.#waiting = null;
	}
}
