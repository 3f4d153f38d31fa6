interface Entry<Value> {
	value: Promise<Value>;
	expiresAt: number;
}

/** Cache of up to `maxSize` answers that expire. Callers that arrive during a request share it. */
export class ExpiringCache<Key, Value> {
	// A map keeps the order of insertion, which is also the order of expiry here.
	readonly #entries = new Map<Key, Entry<Value>>();

	public constructor(
		private readonly lifetimeMs: number,
		private readonly maxSize: number
	) {}

	/**
	 * Returns the cached answer, or calls `load`. Failures are not cached.
	 *
	 * @param maxAgeMs Maximum age of a cached answer since its request. At most the lifetime.
	 */
	public get(key: Key, load: () => Promise<Value>, maxAgeMs = this.lifetimeMs): Promise<Value> {
		const entry = this.#entries.get(key);
		const isFresh = entry && entry.expiresAt - this.lifetimeMs + maxAgeMs > performance.now();
		return isFresh ? entry.value : this.refresh(key, load);
	}

	/** Calls `load` and replaces the cached answer. */
	public refresh(key: Key, load: () => Promise<Value>): Promise<Value> {
		const value = load();
		this.#entries.delete(key);
		this.#entries.set(key, { value, expiresAt: performance.now() + this.lifetimeMs });
		this.#prune();
		value.catch(() => this.#forgetIf(key, value));
		return value;
	}

	public forget(key: Key): void {
		this.#entries.delete(key);
	}

	#forgetIf(key: Key, value: Promise<Value>): void {
		if (this.#entries.get(key)?.value === value) this.#entries.delete(key);
	}

	#prune(): void {
		const now = performance.now();
		for (const [key, { expiresAt }] of this.#entries) {
			if (expiresAt > now && this.#entries.size <= this.maxSize) return;
			this.#entries.delete(key);
		}
	}
}
