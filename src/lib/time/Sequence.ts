import { AsyncQueue } from '@sapphire/async-queue';

/** Runs the work of one key one after the other, in the order of the calls. Different keys run in parallel. */
export class Sequence {
	readonly #queues = new Map<string, AsyncQueue>();

	public async run<T>(key: string, work: () => Promise<T>): Promise<T> {
		const queue = this.#queues.get(key) ?? new AsyncQueue();
		this.#queues.set(key, queue);
		await queue.wait();
		try {
			return await work();
		} finally {
			queue.shift();
			if (queue.remaining === 0) this.#queues.delete(key);
		}
	}
}
