interface Waiting {
	isShared: boolean;
	enter(release: () => void): void;
}

/**
 * Lets one holder in at a time, or several that share it, in order of arrival.
 *
 * Not `@sapphire/async-queue`, which has neither shared holders nor an attempt that does not wait.
 */
export class Mutex {
	#holders = 0;
	#isShared = false;
	readonly #waiting: Waiting[] = [];

	/** Resolves with the function that lets the next one in; it may be called more than once. */
	public acquire(): Promise<() => void> {
		return this.#enter(false);
	}

	/** Does the same at once, or returns `null` where others hold it. */
	public tryAcquire(): (() => void) | null {
		return this.#holders === 0 ? this.#admit(false) : null;
	}

	/** Does the same for one who holds it together with others that share it. A sole holder who waits comes first. */
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

	/** Admits the next ones before they run: a newcomer must not come in between. */
	#release(): void {
		this.#holders--;
		while (this.#waiting.length > 0 && this.#hasRoom(this.#waiting[0]!.isShared)) {
			const { isShared, enter } = this.#waiting.shift()!;
			enter(this.#admit(isShared));
		}
	}
}
