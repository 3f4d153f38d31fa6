const LineBreak = Buffer.from('\n');

/** JSON documents on their way into WebSocket messages, of which each may hold several. */
export class DocumentBatch {
	readonly #limit: () => number;
	readonly #send: (frame: Buffer) => void;
	#waiting: Buffer[] = [];

	public constructor(limit: () => number, send: (frame: Buffer) => void) {
		this.#limit = limit;
		this.#send = send;
	}

	public add(document: Buffer): void {
		this.#waiting.push(document);
		if (this.#waiting.length >= this.#limit()) this.flush();
		// What comes in the same turn of the event loop goes along.
		else if (this.#waiting.length === 1) setImmediate(() => this.flush());
	}

	/** Sends what waits, in the order in which it came. */
	public flush(): void {
		const [first, ...rest] = this.#waiting;
		if (first === undefined) return;
		this.#waiting = [];
		this.#send(
			rest.length === 0 ? first : Buffer.concat([first, ...rest.flatMap((document) => [LineBreak, document])])
		);
	}
}
