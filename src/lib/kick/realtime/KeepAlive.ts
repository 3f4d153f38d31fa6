import type { Clock } from '../../time/Clock.js';

export interface KeepAliveTerms {
	/** Time for which the server may be silent. */
	silenceMs: number;
	/** Ping to send after that time. `null` when only the server sends pings. */
	probe: string | null;
	/** Time to wait after that for a message. */
	graceMs: number;
}

/** Detection of a server that is gone without closing the connection. */
export class KeepAlive {
	#receivedAt: number;
	#cancel: () => void;

	public constructor(
		private readonly clock: Clock,
		private readonly terms: KeepAliveTerms,
		private readonly act: { probe(text: string): void; lost(): void }
	) {
		this.#receivedAt = clock.now();
		this.#cancel = this.#watch(terms.silenceMs);
	}

	/** Records a message. Sets no timer, because it runs for every message. */
	public received(): void {
		this.#receivedAt = this.clock.now();
	}

	public stop(): void {
		this.#cancel();
	}

	#watch(forMs: number): () => void {
		return this.clock.after(forMs, () => {
			const leftMs = this.#receivedAt + this.terms.silenceMs - this.clock.now();
			this.#cancel = leftMs > 0 ? this.#watch(leftMs) : this.#probe();
		});
	}

	#probe(): () => void {
		const probedAt = this.clock.now();
		if (this.terms.probe !== null) this.act.probe(this.terms.probe);
		return this.clock.after(this.terms.graceMs, () => {
			if (this.#receivedAt >= probedAt) this.#cancel = this.#watch(this.terms.silenceMs);
			else this.act.lost();
		});
	}
}
