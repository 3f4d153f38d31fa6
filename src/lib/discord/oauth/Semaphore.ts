/** Semaphore that limits parallel work. Waiting callers run in order of arrival. */
export class Semaphore {
	#free: number;
	readonly #waiting = new Set<() => void>();

	public constructor(max: number) {
		this.#free = max;
	}

	/**
	 * Runs the work when there is a free slot.
	 *
	 * @throws When the signal aborts while waiting, or when the work throws.
	 */
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
			const abort = () => this.#waiting.delete(resolve) && reject(signal.reason);
			signal.addEventListener('abort', abort, { once: true });
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
