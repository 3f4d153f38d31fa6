import type { Clock } from '../time/Clock.js';

/** Remembers values for a while, and at most `maxSize` of them: the oldest goes first. */
export class ExpiringSet<Value> {
	// A map keeps the order of insertion, which here is the order of expiry.
	readonly #expiresAt = new Map<Value, number>();

	public constructor(
		private readonly lifetimeMs: number,
		private readonly maxSize: number,
		private readonly clock: Clock
	) {}

	public add(value: Value): void {
		this.#expiresAt.delete(value);
		this.#expiresAt.set(value, this.clock.now() + this.lifetimeMs);
		this.#prune();
	}

	public has(value: Value): boolean {
		const expiresAt = this.#expiresAt.get(value);
		return expiresAt !== undefined && expiresAt > this.clock.now();
	}

	#prune(): void {
		const now = this.clock.now();
		for (const [value, expiresAt] of this.#expiresAt) {
			if (expiresAt > now && this.#expiresAt.size <= this.maxSize) return;
			this.#expiresAt.delete(value);
		}
	}
}
