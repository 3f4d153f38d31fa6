/** Runs the work of one key one after the other, in the order of the calls; keys beside each other. */
export class Sequence {
	readonly #last = new Map<string, Promise<unknown>>();

	public run<T>(key: string, work: () => Promise<T>): Promise<T> {
		const before = this.#last.get(key) ?? Promise.resolve();
		const run = before.then(work, work);
		this.#last.set(key, run);
		const forget = () => {
			if (this.#last.get(key) === run) this.#last.delete(key);
		};
		run.then(forget, forget);
		return run;
	}
}
