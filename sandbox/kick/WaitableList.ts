interface Waiting<Item> {
	matches: (item: Item) => boolean;
	found: (item: Item) => void;
	stopped: () => void;
}

/** A list that one can wait on: for what is in it already, or for what comes. */
export class WaitableList<Item> {
	public readonly items: Item[] = [];
	readonly #waiting = new Set<Waiting<Item>>();
	readonly #describe: (item: Item) => string;
	readonly #kept: number;

	/** @param kept how many of the newest stay in it. Default: all. */
	public constructor(describe: (item: Item) => string, kept = Number.POSITIVE_INFINITY) {
		this.#describe = describe;
		this.#kept = kept;
	}

	public add(item: Item): void {
		this.items.push(item);
		if (this.items.length > this.#kept) this.items.shift();
		for (const waiting of this.#waiting) {
			if (waiting.matches(item)) waiting.found(item);
		}
	}

	/**
	 * @throws An `Error` that lists what there was instead, when nothing matches within the limit.
	 */
	public waitFor(matches: (item: Item) => boolean, what: string, limitMs: number): Promise<Item> {
		const present = this.items.find(matches);
		if (present !== undefined) return Promise.resolve(present);

		return new Promise((resolve, reject) => {
			const settle = (finish: () => void) => {
				clearTimeout(timer);
				this.#waiting.delete(waiting);
				finish();
			};
			const waiting: Waiting<Item> = {
				matches,
				found: (item) => settle(() => resolve(item)),
				stopped: () => settle(() => reject(new Error(`Stopped while waiting for ${what}`)))
			};
			const timer = setTimeout(() => {
				const seen = this.items.map(this.#describe).join(', ') || 'nothing';
				settle(() => reject(new Error(`No ${what} within ${limitMs} ms, only: ${seen}`)));
			}, limitMs);
			this.#waiting.add(waiting);
		});
	}

	/** Ends every wait with an error. */
	public close(): void {
		for (const waiting of this.#waiting) waiting.stopped();
	}
}
