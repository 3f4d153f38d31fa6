import type { LogEntry } from './LogEntry.js';

/** Update that a follower of the log receives. `gap`: some were left out, and a page has to be read again. */
export type LogUpdate = { kind: 'new' | 'changed'; entry: LogEntry } | { kind: 'gap' };

const MaxWaiting = 200;

/** Updates that wait for one follower. A slow reader gets the newest ones, and a `gap` for those that were left out. */
export class FollowBuffer {
	/** Updates by the id of the entry. If it changes twice meanwhile, the last state is enough. */
	readonly #waiting = new Map<string, Exclude<LogUpdate, { kind: 'gap' }>>();
	#hasGap = false;
	#ended = false;
	#wake: () => void = () => undefined;

	public add(kind: 'new' | 'changed', entry: LogEntry): void {
		const known = this.#waiting.get(entry.id);
		this.#waiting.set(entry.id, { kind: known?.kind ?? kind, entry });
		if (this.#waiting.size > MaxWaiting) {
			const [oldest] = this.#waiting.keys();
			this.#waiting.delete(oldest!);
			this.#hasGap = true;
		}
		this.#wake();
	}

	public addGap(): void {
		this.#hasGap = true;
		this.#wake();
	}

	public end(): void {
		this.#ended = true;
		this.#wake();
	}

	/** Yields updates until the end. Those that still wait then are dropped. */
	public async *read(): AsyncGenerator<LogUpdate, void, undefined> {
		while (!this.#ended) {
			const update = this.#next();
			if (update) yield update;
			else await new Promise<void>((resolve) => (this.#wake = resolve));
		}
	}

	#next(): LogUpdate | null {
		if (this.#hasGap) {
			this.#hasGap = false;
			return { kind: 'gap' };
		}
		const [next] = this.#waiting.values();
		if (next) this.#waiting.delete(next.entry.id);
		return next ?? null;
	}
}
