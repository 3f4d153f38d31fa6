/** Time as queues and sockets see it, so that tests need not wait. */
export interface Clock {
	/** Milliseconds since an arbitrary start; never goes back. */
	now(): number;
	/** Calls back once after `delayMs`, unless the returned function is called first. */
	after(delayMs: number, callback: () => void): () => void;
}

/** Monotonic: a corrected system clock neither expires messages nor lets a burst through. */
export const systemClock: Clock = {
	now: () => performance.now(),
	after(delayMs, callback) {
		const timer = setTimeout(callback, delayMs).unref();
		return () => clearTimeout(timer);
	}
};
