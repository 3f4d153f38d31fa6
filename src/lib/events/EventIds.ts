import { monotonicFactory } from 'ulid';

/** Events wait this long at most between their receipt and their id. A greater step back comes from a corrected clock. */
const CorrectionMs = 60_000;

/**
 * Ids of the log. They rise in the order in which they are drawn, and begin with the time of receipt.
 *
 * A clock that was ahead and is corrected begins a new sequence: without that, later events would keep the wrong time until the
 * clock catches up.
 */
export class EventIds {
	// The ids are no secrets: by default `ulid` asks the system for each digit.
	#next = monotonicFactory(Math.random);
	#last = 0;

	public draw(receivedAt: Date): string {
		const time = receivedAt.getTime();
		if (this.#last - time > CorrectionMs) {
			this.#next = monotonicFactory(Math.random);
			this.#last = time;
		}
		this.#last = Math.max(this.#last, time);
		return this.#next(time);
	}
}
