/** Lets one holder in at a time, in order of arrival. */
export class Mutex {
	#held = false;
	readonly #waiting: (() => void)[] = [];

	/** Resolves with the function that lets the next one in; it may be called more than once. */
	public async acquire(): Promise<() => void> {
		if (this.#held) await new Promise<void>((resolve) => this.#waiting.push(resolve));
		this.#held = true;
		let released = false;
		return () => {
			if (released) return;
			released = true;
			this.#release();
		};
	}

	/** The mutex stays held when somebody waits: a newcomer must not come in between. */
	#release(): void {
		const next = this.#waiting.shift();
		if (next) next();
		else this.#held = false;
	}
}
