import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../../src/lib/time/Clock.js';

/** Time that passes only with `advance`. */
export class VirtualClock implements Clock {
	#now = 0;
	readonly #timers = new Set<{ at: number; callback: () => void }>();

	public now(): number {
		return this.#now;
	}

	public get pendingTimers(): number {
		return this.#timers.size;
	}

	public after(delayMs: number, callback: () => void): () => void {
		const timer = { at: this.#now + delayMs, callback };
		this.#timers.add(timer);
		return () => this.#timers.delete(timer);
	}

	/** Advances the time and runs everything that is due, in order. */
	public async advance(durationMs: number): Promise<void> {
		const end = this.#now + durationMs;
		for (;;) {
			await setImmediate();
			const due = [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
			if (!due) break;
			this.#timers.delete(due);
			this.#now = due.at;
			due.callback();
		}
		this.#now = end;
	}
}
