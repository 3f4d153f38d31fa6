import type { Consumer } from './Consumer.js';

/** Consumers of this process. They are added and removed while the bot runs. */
export class ConsumerRegistry {
	readonly #consumers = new Map<string, Consumer>();
	/** Called after a consumer was added. */
	public onAdded: (consumer: Consumer) => void = () => undefined;

	/** Consumers by name. The map follows later changes. */
	public get all(): ReadonlyMap<string, Consumer> {
		return this.#consumers;
	}

	public get names(): string[] {
		return [...this.#consumers.keys()];
	}

	/** Adds a consumer. It replaces one of the same name. */
	public add(consumer: Consumer): void {
		this.#consumers.set(consumer.name, consumer);
		this.onAdded(consumer);
	}

	/** Removes a consumer. The event that it handles at the moment is finished, and no further one is delivered. */
	public delete(name: string): void {
		this.#consumers.delete(name);
	}
}
