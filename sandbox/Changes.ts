interface Waiter {
	probe(): void;
	fail(error: Error): void;
}

/** Lets callers wait, with a limit, until something in a simulation is so. */
export class Changes {
	readonly #waiters = new Set<Waiter>();
	readonly #of: string;
	#stopped = false;

	/** @param of what is simulated, for errors. */
	public constructor(of: string) {
		this.#of = of;
	}

	/** Looks again at everything that is waited for. */
	public notify(): void {
		for (const waiter of [...this.#waiters]) waiter.probe();
	}

	/**
	 * Resolves with what `probe` finds, now or after a later change.
	 *
	 * @throws Error with the text of `explain` when `limitMs` have passed, or when the simulation is stopped.
	 */
	public until<T>(probe: () => T | undefined, limitMs: number, explain: () => string): Promise<T> {
		return new Promise((resolve, reject) => {
			if (this.#stopped) return reject(new Error(`The simulated ${this.#of} is stopped.`));

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
				}
			};
			const timer = setTimeout(() => waiter.fail(new Error(explain())), limitMs);

			this.#waiters.add(waiter);
			waiter.probe();
		});
	}

	public stop(): void {
		this.#stopped = true;
		for (const waiter of [...this.#waiters]) waiter.fail(new Error(`The simulated ${this.#of} was stopped.`));
	}
}
