/**
 * Single-flight without stale answers: callers who arrive during a request share the next one, because the running
 * request may be older than what they need.
 */
export class FreshAnswers<Key, Value> {
	readonly #underWay = new Map<Key, Promise<Value>>();
	readonly #next = new Map<Key, Promise<Value>>();

	/** Starts a request, or joins the next one for this key. */
	public ask(key: Key, question: () => Promise<Value>): Promise<Value> {
		const before = this.#underWay.get(key);
		if (!before) return this.#begin(key, question);
		const waiting = this.#next.get(key);
		if (waiting) return waiting;
		const begin = () => {
			this.#next.delete(key);
			return this.#begin(key, question);
		};
		const next = before.then(begin, begin);
		this.#next.set(key, next);
		return next;
	}

	#begin(key: Key, question: () => Promise<Value>): Promise<Value> {
		const asked = question();
		this.#underWay.set(key, asked);
		const end = () => void this.#underWay.delete(key);
		asked.then(end, end);
		return asked;
	}
}
