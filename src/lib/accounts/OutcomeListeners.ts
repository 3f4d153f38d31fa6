import { sha256 } from './LinkStates.js';

export type OutcomeListener = (outcome: { ok: boolean; text: string }) => void;

/**
 * Limits the memory that a flood of started links takes. The oldest is dropped, and its page still shows the outcome.
 */
const MaxListeners = 1_000;

/** Listeners in Discord that wait for the outcome of a link in the browser. */
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
