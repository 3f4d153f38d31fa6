const LimitMs = 5_000;

/** What came and was not looked at yet, in order. */
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

	/** The next one, for as long as it takes to come. */
	public async take(): Promise<Item> {
		if (this.#items.length === 0) await this.#arrival();
		return this.#items.shift() as Item;
	}

	/** The next one that fits; what came before it is dropped. */
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
