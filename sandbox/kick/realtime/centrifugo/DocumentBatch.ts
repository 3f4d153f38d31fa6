const LineBreak = Buffer.from('\n');

/** Collects JSON documents into WebSocket messages, which may hold several. */
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
		// Documents of the same turn of the event loop are sent together.
		else if (this.#waiting.length === 1) setImmediate(() => this.flush());
	}

	/** Sends the waiting documents, oldest first. */
	public flush(): void {
		const [first, ...rest] = this.#waiting;
		if (first === undefined) return;
		this.#waiting = [];
		this.#send(
			rest.length === 0 ? first : Buffer.concat([first, ...rest.flatMap((document) => [LineBreak, document])])
		);
	}
}
