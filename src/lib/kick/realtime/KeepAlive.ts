import type { Clock } from '../../time/Clock.js';

export interface KeepAliveTerms {
	/** How long the server may be silent. */
	silenceMs: number;
	/** What to send then; `null` where only the server asks. */
	probe: string | null;
	/** How long it may be silent after that. */
	graceMs: number;
}

/** Finds out that a server is gone without having said so. */
export class KeepAlive {
	#heardAt: number;
	#cancel: () => void;

	public constructor(
		private readonly clock: Clock,
		private readonly terms: KeepAliveTerms,
		private readonly act: { probe(text: string): void; lost(): void }
	) {
		this.#heardAt = clock.now();
		this.#cancel = this.#watch(terms.silenceMs);
	}

	/** Costs no timer: this is called for every message. */
	public received(): void {
		this.#heardAt = this.clock.now();
	}

	public stop(): void {
		this.#cancel();
	}

	#watch(forMs: number): () => void {
		return this.clock.after(forMs, () => {
			const leftMs = this.#heardAt + this.terms.silenceMs - this.clock.now();
			this.#cancel = leftMs > 0 ? this.#watch(leftMs) : this.#doubt();
		});
	}

	#doubt(): () => void {
		const doubtedAt = this.clock.now();
		if (this.terms.probe !== null) this.act.probe(this.terms.probe);
		return this.clock.after(this.terms.graceMs, () => {
			if (this.#heardAt >= doubtedAt) this.#cancel = this.#watch(this.terms.silenceMs);
			else this.act.lost();
		});
	}
}
