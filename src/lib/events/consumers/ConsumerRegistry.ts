import type { Consumer } from './Consumer.js';

/** The consumers of this process. They come and go while the bot runs. */
export class ConsumerRegistry {
	readonly #consumers = new Map<string, Consumer>();
	/** Called after a consumer was added. */
	public onAdded: (consumer: Consumer) => void = () => undefined;

	/** By name. Follows later changes. */
	public get all(): ReadonlyMap<string, Consumer> {
		return this.#consumers;
	}

	public get names(): string[] {
		return [...this.#consumers.keys()];
	}

	/** Replaces one of the same name. */
	public add(consumer: Consumer): void {
		this.#consumers.set(consumer.name, consumer);
		this.onAdded(consumer);
	}

	/** What it handles at the moment ends. It gets nothing more. */
	public delete(name: string): void {
		this.#consumers.delete(name);
	}
}
