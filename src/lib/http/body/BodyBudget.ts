/** What one body that is being read holds of the budget. */
export interface BodyShare {
	bytes: number;
	/** Lets go of the body. Has to give the share back. */
	readonly giveUp: () => void;
}

/**
 * Bounds what all bodies that are being read hold together: a thousand connections with bodies that never end would fill the
 * memory, though each is within its own limit.
 *
 * Over the limit the largest goes first. Kick's deliveries are small, so that they get through a crowd of such bodies.
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
