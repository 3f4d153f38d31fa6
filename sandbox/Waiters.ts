interface Waiter {
	probe(): void;
	fail(error: Error): void;
	/** Error text for the end of the simulation. */
	stopped: string;
}

/** Callers that wait, with a time limit, for a condition in a simulation. */
export class Waiters {
	readonly #waiters = new Set<Waiter>();
	readonly #simulation: string;
	#isStopped = false;

	/** @param simulation Name for errors: `Kick`, `Discord`. */
	public constructor(simulation: string) {
		this.#simulation = simulation;
	}

	/** Checks every condition again. */
	public notify(): void {
		for (const waiter of [...this.#waiters]) waiter.probe();
	}

	/**
	 * Resolves with the first value of `probe` that is not `undefined`. It is called now and at each notification.
	 *
	 * @throws Error with the text of `explain` after `limitMs`, or with that of `stopped` at the end of the simulation.
	 */
	public until<T>(
		probe: () => T | undefined,
		limitMs: number,
		explain: () => string,
		stopped = `The simulated ${this.#simulation} was stopped.`
	): Promise<T> {
		return new Promise((resolve, reject) => {
			if (this.#isStopped) return reject(new Error(`The simulated ${this.#simulation} is stopped.`));

			const settle = (): void => {
				clearTimeout(timer);
				this.#waiters.delete(waiter);
			};
			const waiter: Waiter = {
				probe: () => {
					try {
						const found = probe();
						if (found === undefined) return;
						settle();
						resolve(found);
					} catch (error) {
						settle();
						reject(error);
					}
				},
				fail: (error) => {
					settle();
					reject(error);
				},
				stopped
			};
			const timer = setTimeout(() => waiter.fail(new Error(explain())), limitMs);

			this.#waiters.add(waiter);
			waiter.probe();
		});
	}

	/** Ends every wait with an error. */
	public stop(): void {
		this.#isStopped = true;
		for (const waiter of [...this.#waiters]) waiter.fail(new Error(waiter.stopped));
	}
}

/** List of what happened on the simulated Kick. Callers can wait for an item. */
export class WaitableList<Item> {
	public readonly items: Item[] = [];
	readonly #waiters = new Waiters('Kick');
	readonly #describe: (item: Item) => string;
	readonly #maxItems: number;

	/** @param maxItems Older items are dropped. Default: all are kept. */
	public constructor(describe: (item: Item) => string, maxItems = Number.POSITIVE_INFINITY) {
		this.#describe = describe;
		this.#maxItems = maxItems;
	}

	public add(item: Item): void {
		this.items.push(item);
		if (this.items.length > this.#maxItems) this.items.shift();
		this.#waiters.notify();
	}

	/**
	 * Resolves with the first item that matches, which may be in the list already.
	 *
	 * @throws Error that lists the items when none matches within the limit.
	 */
	public async waitFor(matches: (item: Item) => boolean, what: string, limitMs: number): Promise<Item> {
		const present = this.items.find(matches);
		if (present !== undefined) return present;

		// Every addition notifies, so only the newest item can be a new match. Busy lists have thousands of items.
		const newest = () => {
			const item = this.items.at(-1);
			return item !== undefined && matches(item) ? item : undefined;
		};
		const explain = () => {
			const seen = this.items.map(this.#describe).join(', ') || 'nothing';
			return `No ${what} within ${limitMs} ms, only: ${seen}`;
		};
		return this.#waiters.until(newest, limitMs, explain, `Stopped while waiting for ${what}`);
	}

	/** Ends every wait with an error. */
	public close(): void {
		this.#waiters.stop();
	}
}
