/** Share of the budget that one body holds while it is read. */
export interface BodyShare {
	bytes: number;
	/** Drops the body. Must give the share back. */
	readonly giveUp: () => void;
}

/**
 * Memory limit for all bodies that are being read. Without it, a thousand connections with endless bodies would fill
 * the memory, although each stays within its own limit.
 *
 * Above the limit, the largest body is dropped first. Kick's deliveries are small, so they are not affected by an
 * attack with large bodies.
 */
export class BodyBudget {
	readonly #shares = new Set<BodyShare>();
	#bytes = 0;

	public constructor(private readonly limitBytes: number) {}

	public open(giveUp: () => void): BodyShare {
		const share = { bytes: 0, giveUp };
		this.#shares.add(share);
		return share;
	}

	public grow(share: BodyShare, bytes: number): void {
		share.bytes += bytes;
		this.#bytes += bytes;
		while (this.#bytes > this.limitBytes) this.#largest().giveUp();
	}

	public giveBack(share: BodyShare): void {
		if (this.#shares.delete(share)) this.#bytes -= share.bytes;
	}

	#largest(): BodyShare {
		return [...this.#shares].reduce((largest, share) => (share.bytes > largest.bytes ? share : largest));
	}
}
