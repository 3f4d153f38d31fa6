import type { Awaitable } from '../../awaitable.js';
/** Result of one call of a handler. A late handler ran out of time, and may still run. */
export interface Ended {
	readonly failures: readonly unknown[];
	readonly isLate: boolean;
}

const Success: Ended = { failures: [], isLate: false };

/** Calls a handler and waits for its promise, up to the limit. Returns the result at once if there is no promise. */
export function callWithLimit(call: () => unknown, limitMs: number): Awaitable<Ended> {
	try {
		const promise = thenable(call());
		// Most chat handlers check a message and return, so they need no timer.
		return promise ? settle(promise, limitMs) : Success;
	} catch (error) {
		return failed(error);
	}
}

function settle(promise: PromiseLike<unknown>, limitMs: number): Promise<Ended> {
	return new Promise((resolve) => {
		const timer = setTimeout(() => {
			resolve({ failures: [new HandlerTimeout(limitMs)], isLate: true });
		}, limitMs).unref();
		const end = (ended: Ended) => {
			clearTimeout(timer);
			resolve(ended);
		};
		Promise.resolve(promise).then(
			() => end(Success),
			(error) => end(failed(error))
		);
	});
}

function failed(error: unknown): Ended {
	return { failures: [error], isLate: false };
}

class HandlerTimeout extends Error {
	public override readonly name = 'HandlerTimeout';

	public constructor(limitMs: number) {
		super(`The handler did not end within ${limitMs / 1_000} s.`);
	}
}

/** Returns the promise to wait for, or `null`. Throws if the value throws when its `then` is read. */
function thenable(value: unknown): PromiseLike<unknown> | null {
	const promise = value as PromiseLike<unknown> | null | undefined;
	return typeof promise?.then === 'function' ? promise : null;
}
