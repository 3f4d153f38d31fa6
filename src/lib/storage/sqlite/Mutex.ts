interface Waiting {
	isShared: boolean;
	enter(release: () => void): void;
}

/**
 * Admits one holder at a time, or several that share it, in order of arrival.
 *
 * Not `@sapphire/async-queue`, which has neither shared holders nor an attempt that does not wait.
 */
export class Mutex {
	#holders = 0;
	#isShared = false;
	readonly #waiting: Waiting[] = [];

	/** Waits for the mutex. Resolves with the function that releases it, which may be called more than once. */
	public acquire(): Promise<() => void> {
		return this.#enter(false);
	}

	/** Acquires without waiting. Returns `null` when the mutex is held. */
	public tryAcquire(): (() => void) | null {
		return this.#holders === 0 ? this.#admit(false) : null;
	}

	/** Waits to hold the mutex together with others that share it. An exclusive holder that waits already comes first. */
	public share(): Promise<() => void> {
		return this.#enter(true);
	}

	async #enter(isShared: boolean): Promise<() => void> {
		if (this.#waiting.length === 0 && this.#hasRoom(isShared)) return this.#admit(isShared);
		return new Promise((enter) => this.#waiting.push({ isShared, enter }));
	}

	#hasRoom(isShared: boolean): boolean {
		return this.#holders === 0 || (isShared && this.#isShared);
	}

	#admit(isShared: boolean): () => void {
		this.#holders++;
		this.#isShared = isShared;
		let released = false;
		return () => {
			if (released) return;
			released = true;
			this.#release();
		};
	}

	/** Admits the next holders before they run, so that a later caller cannot overtake them. */
	#release(): void {
		this.#holders--;
		while (this.#waiting.length > 0 && this.#hasRoom(this.#waiting[0]!.isShared)) {
			const { isShared, enter } = this.#waiting.shift()!;
			enter(this.#admit(isShared));
		}
	}
}
