/**
 * Answers that are newer than whoever asks, and still not one for each: who comes while a question is under way, which may be too
 * old for him, shares the next one.
 */
export class FreshAnswers<Key, Value> {
	readonly #underWay = new Map<Key, Promise<Value>>();
	readonly #next = new Map<Key, Promise<Value>>();

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
