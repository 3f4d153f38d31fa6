/** Lets so many work at a time; the others wait, in the order in which they came. */
export class Semaphore {
	#free: number;
	readonly #waiting = new Set<() => void>();

	public constructor(most: number) {
		this.#free = most;
	}

	/** @throws Where the signal comes before it is this one's turn, and what the work throws. */
	public async run<Value>(work: () => Promise<Value>, signal: AbortSignal): Promise<Value> {
		if (this.#free > 0) this.#free -= 1;
		else await this.#wait(signal);
		try {
			return await work();
		} finally {
			this.#release();
		}
	}

	#wait(signal: AbortSignal): Promise<void> {
		return new Promise((resolve, reject) => {
			this.#waiting.add(resolve);
			const give = () => this.#waiting.delete(resolve) && reject(signal.reason);
			signal.addEventListener('abort', give, { once: true });
		});
	}

	#release(): void {
		const [next] = this.#waiting;
		if (!next) {
			this.#free += 1;
			return;
		}
		this.#waiting.delete(next);
		next();
	}
}
