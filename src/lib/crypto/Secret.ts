/** Secret value that no log, error or `inspect` can print. */
export class Secret {
	readonly #value: string;

	public constructor(value: string) {
		this.#value = value;
	}

	/** Returns the value. Call it only to send the value or to derive a key. */
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
