import { sha256 } from './LinkStates.js';

export type OutcomeListener = (outcome: { ok: boolean; text: string }) => void;

/** A flood of started links must not grow the memory: the oldest is forgotten, its page still tells all. */
const MaxListeners = 1_000;

/** Who in Discord waits to hear how a link ends in the browser. */
export class OutcomeListeners {
	readonly #waiting = new Map<string, { listener: OutcomeListener; until: number }>();

	public add(state: string, listener: OutcomeListener, until: Date): void {
		const oldest = this.#waiting.keys().next();
		if (this.#waiting.size >= MaxListeners && !oldest.done) this.#waiting.delete(oldest.value);
		this.#waiting.set(sha256(state), { listener, until: until.getTime() });
	}

	public notify(state: string, outcome: { ok: boolean; text: string }): void {
		const key = sha256(state);
		const waiting = this.#waiting.get(key);
		this.#waiting.delete(key);
		if (waiting && waiting.until > Date.now()) waiting.listener(outcome);
	}
}
