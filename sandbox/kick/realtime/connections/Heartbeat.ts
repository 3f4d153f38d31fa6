export interface HeartbeatTimes {
	/** Seconds of silence after which the client is pinged. */
	pingSeconds: number;
	pongTimeoutSeconds: number;
}

/** Pings a quiet client and notices when it is gone. */
export class Heartbeat {
	readonly #pongTimeoutMs: number;
	readonly #ping: () => boolean;
	readonly #silence: NodeJS.Timeout;
	readonly #onDead: () => void;
	#waiting: NodeJS.Timeout | null = null;

	/** @param ping Returns whether a ping was sent, so that an answer can be expected. */
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

	/** Restarts the timers, because the client sent a message. */
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
