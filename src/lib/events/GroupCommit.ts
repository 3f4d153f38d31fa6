import { setImmediate as nextTurn } from 'node:timers/promises';
import { KickError } from '../kick/errors.js';

export interface GroupCommitLimits {
	/** Maximum number of items in one transaction. */
	batch: number;
	/** Maximum number of waiting items. A further one is refused. */
	waiting: number;
}

interface Waiting<Item, Outcome> {
	item: Item;
	resolve: (outcome: Outcome) => void;
	reject: (error: unknown) => void;
}

/**
 * Commits items that arrive at the same time in one transaction, in order, so that one disk sync serves many items.
 *
 * `add` resolves only when the transaction of the item is committed, and rejects if it was not. An outcome that is an
 * error rejects only its own item.
 */
export class GroupCommit<Item, Outcome> {
	readonly #waiting: Waiting<Item, Outcome>[] = [];
	#running: Promise<void> | null = null;

	public constructor(
		private readonly commit: (batch: readonly Item[]) => Promise<readonly (Outcome | Error)[]>,
		private readonly limits: GroupCommitLimits
	) {}

	public add(item: Item): Promise<Outcome> {
		if (this.#waiting.length >= this.limits.waiting) {
			return Promise.reject(new KickError('queue_full', 'Too many events at once. Kick has to send them again.'));
		}
		return new Promise<Outcome>((resolve, reject) => {
			this.#waiting.push({ item, resolve, reject });
			this.#running ??= this.#run();
		});
	}

	/** Resolves when everything added so far is committed or refused. */
	public async drain(): Promise<void> {
		while (this.#running) await this.#running;
	}

	async #run(): Promise<void> {
		while (this.#waiting.length > 0) {
			// Items that arrive meanwhile share the transaction. SQLite runs on this thread and blocks reading during one.
			await nextTurn();
			const batch = this.#waiting.splice(0, this.limits.batch);
			try {
				settleAll(batch, await this.commit(batch.map(({ item }) => item)));
			} catch (error) {
				for (const { reject } of batch) reject(error);
			}
		}
		this.#running = null;
	}
}

function settleAll<Item, Outcome>(batch: Waiting<Item, Outcome>[], outcomes: readonly (Outcome | Error)[]): void {
	batch.forEach(({ resolve, reject }, index) => {
		const outcome = outcomes[index] as Outcome | Error;
		if (outcome instanceof Error) reject(outcome);
		else resolve(outcome);
	});
}
