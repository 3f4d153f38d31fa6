import type { BodyBudget, BodyShare } from './BodyBudget.js';

/** Reason why a body was not read completely. `crowded`: too many bodies at once. */
export type BodyFailure = 'too_large' | 'too_slow' | 'crowded' | 'aborted';

export interface OpenBodyOptions {
	limitBytes: number;
	/** Value of `Content-Length`. `null` for a chunked body. */
	declaredBytes: number | null;
	budget: BodyBudget;
	/** Start time. */
	since: number;
	/** Called once, with the bytes or with the reason why they were not read completely. */
	onEnd: (body: Buffer | BodyFailure) => void;
}

/**
 * More chunks than any real network makes of a body. Tiny chunks cost more to receive than to send, so such a
 * connection is closed.
 */
const MaxPieces = 4_096;

/**
 * Request body that is being read.
 *
 * Most bodies arrive in one chunk, which is used as it is. Only a body of several chunks is copied and counts towards
 * the budget.
 */
export class OpenBody {
	/** `null` after the end, so that a long-lived request keeps neither its bytes nor the callback in memory. */
	#options: OpenBodyOptions | null;
	#whole: Buffer | null = null;
	#pieces: BodyBuffer | null = null;
	#share: BodyShare | null = null;
	#count = 0;

	public constructor(options: OpenBodyOptions) {
		this.#options = options;
	}

	/** Start time. `null` after the end. */
	public get since(): number | null {
		return this.#options?.since ?? null;
	}

	public add(piece: Buffer): void {
		if (!this.#options) return;
		const { limitBytes, declaredBytes, budget } = this.#options;
		this.#count += 1;
		if (this.#count > MaxPieces) this.end('aborted');
		else if ((this.#pieces?.length ?? 0) + piece.length > limitBytes) this.end('too_large');
		else if (this.#count === 1 && piece.length === declaredBytes) this.#whole = piece;
		else this.#append(piece, budget);
	}

	/** Ends with the bytes that have arrived. */
	public finish(): void {
		this.end(this.#whole ?? this.#pieces?.toBuffer() ?? Buffer.alloc(0));
	}

	public end(body: Buffer | BodyFailure): void {
		const options = this.#options;
		if (!options) return;
		if (this.#share) options.budget.giveBack(this.#share);
		this.#options = null;
		this.#whole = null;
		this.#pieces = null;
		options.onEnd(body);
	}

	#append(piece: Buffer, budget: BodyBudget): void {
		this.#pieces ??= new BodyBuffer();
		this.#share ??= budget.open(() => this.end('crowded'));
		this.#pieces.append(piece);
		budget.grow(this.#share, piece.length);
	}
}

const FirstBytes = 4_096;

/**
 * Joins the chunks of a body by copying them.
 *
 * Without the copy, a chunk of one byte would keep its whole read buffer in memory. A list of 100,000 such chunks is
 * many times larger than the body.
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
