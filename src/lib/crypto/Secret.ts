/** A value that no log, error or `inspect` can print. */
export class Secret {
	readonly #value: string;

	public constructor(value: string) {
		this.#value = value;
	}

	/** The value itself: only where it goes on the wire or into a key. */
	public reveal(): string {
		return this.#value;
	}

	public toJSON(): string {
		return '[secret]';
	}

	public toString(): string {
		return '[secret]';
	}
}
