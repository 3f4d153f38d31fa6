/** Clock for queues and sockets, which tests replace so that they need not wait. */
export interface Clock {
	/** Returns the milliseconds since an arbitrary start. Never goes back. */
	now(): number;
	/** Runs the callback once after `delayMs`, unless the returned function is called first. */
	after(delayMs: number, callback: () => void): () => void;
}

/** Monotonic clock, so that a corrected system time neither expires messages nor lets a burst through. */
export const systemClock: Clock = {
	now: () => performance.now(),
	after(delayMs, callback) {
		const timer = setTimeout(callback, delayMs).unref();
		return () => clearTimeout(timer);
	}
};
