const FirstBytes = 4_096;

/**
 * Puts the pieces of a body together by copying: a piece of one byte would keep the whole buffer alive that it was read into,
 * and a list of 100,000 of them is many times larger than the body.
 */
export class BodyBuffer {
	#bytes = Buffer.alloc(0);
	#length = 0;

	public get length(): number {
		return this.#length;
	}

	public append(piece: Buffer): void {
		const length = this.#length + piece.length;
		if (length > this.#bytes.length) {
			const larger = Buffer.allocUnsafe(Math.max(length, this.#bytes.length * 2, FirstBytes));
			this.#bytes.copy(larger, 0, 0, this.#length);
			this.#bytes = larger;
		}
		piece.copy(this.#bytes, this.#length);
		this.#length = length;
	}

	public toBuffer(): Buffer {
		return this.#bytes.subarray(0, this.#length);
	}
}
