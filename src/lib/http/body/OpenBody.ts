import type { BodyBudget, BodyShare } from './BodyBudget.js';

/** `crowded`: too many bodies at once. */
export type BodyFailure = 'too_large' | 'too_slow' | 'crowded' | 'aborted';

export interface OpenBodyOptions {
	limitBytes: number;
	/** What `Content-Length` says; `null` for a body in chunks. */
	declaredBytes: number | null;
	budget: BodyBudget;
	/** When it began. */
	since: number;
	/** Called once, with the bytes or with the reason why they are not read to their end. */
	onEnd: (body: Buffer | BodyFailure) => void;
}

/** More than any network makes of a body. Many tiny chunks cost more to receive than to send, so such a connection is closed. */
const MaxPieces = 4_096;

/**
 * A body that is being read.
 *
 * Usually it arrives whole, as one piece, which is then the body itself. Only a body in several pieces is copied, and counts for the
 * budget: one that is whole waits for nothing.
 */
export class OpenBody {
	/** `null` when it has ended, so that a request which lives on keeps neither its bytes nor their receiver alive. */
	#options: OpenBodyOptions | null;
	#whole: Buffer | null = null;
	#pieces: BodyBuffer | null = null;
	#share: BodyShare | null = null;
	#count = 0;

	public constructor(options: OpenBodyOptions) {
		this.#options = options;
	}

	/** When it began; `null` when it has ended. */
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

	/** Ends with what has arrived. */
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
