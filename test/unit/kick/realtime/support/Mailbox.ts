const LimitMs = 5_000;

/** Unread items, in order. */
export class Mailbox<Item> {
	readonly #items: Item[] = [];
	#arrived: (() => void) | null = null;

	public constructor(private readonly what: string) {}

	public get waiting(): readonly Item[] {
		return this.#items;
	}

	public put(item: Item): void {
		this.#items.push(item);
		this.#arrived?.();
	}

	/** Resolves with the next item when it arrives. */
	public async take(): Promise<Item> {
		if (this.#items.length === 0) await this.#arrival();
		return this.#items.shift() as Item;
	}

	/** Resolves with the next match; earlier items are dropped. */
	public async takeUntil(fits: (item: Item) => boolean): Promise<Item> {
		for (;;) {
			const item = await this.take();
			if (fits(item)) return item;
		}
	}

	#arrival(): Promise<void> {
		return new Promise((resolve, reject) => {
			const limit = setTimeout(() => reject(new Error(`No ${this.what} came`)), LimitMs);
			this.#arrived = () => {
				clearTimeout(limit);
				this.#arrived = null;
				resolve();
			};
		});
	}
}
