import type { Clock } from '../../time/Clock.js';

/** Runs requests of many queues together, so that they share one transaction. */
export class FlushTimer {
	readonly #requested = new Set<() => void>();

	/** @param delayMs Maximum time that the first request waits. */
	public constructor(
		private readonly clock: Clock,
		private readonly delayMs: number
	) {}

	/** @param flush Must not throw. */
	public request(flush: () => void): void {
		if (this.#requested.size === 0) this.clock.after(this.delayMs, () => this.#run());
		this.#requested.add(flush);
	}

	#run(): void {
		const flushes = [...this.#requested];
		this.#requested.clear();
		for (const flush of flushes) flush();
	}
}
