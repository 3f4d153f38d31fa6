/** Pseudo-random numbers that are the same for the same seed (mulberry32), so that a failure can be reproduced. */
export class Random {
	#state: number;

	public constructor(public readonly seed: number) {
		this.#state = seed;
	}

	/** Seed from `CHAOS_SEED`, or another one each time; it is printed, so that it can be set. */
	public static announced(what: string): Random {
		const seed = Number(process.env.CHAOS_SEED || Date.now() % 2 ** 31);
		console.info(`${what}: CHAOS_SEED=${seed}`);
		return new Random(seed);
	}

	/** Returns a number of at least 0 and less than 1. */
	public next(): number {
		this.#state = (this.#state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	}

	public between(least: number, most: number): number {
		return least + this.next() * (most - least);
	}

	public pick<T>(items: readonly T[]): T {
		const item = items[Math.floor(this.next() * items.length)];
		if (item === undefined) throw new Error('There is nothing to pick from.');
		return item;
	}
}
