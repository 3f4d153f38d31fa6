/** What one call of a handler threw, and whether it ran out of time: it may then still be at work. */
export interface Ended {
	failures: unknown[];
	isLate: boolean;
}

/**
 * Calls a handler and waits for its promise, up to the limit.
 *
 * @param failures What it throws is added here; others may add to it meanwhile.
 */
export async function callWithLimit(call: () => unknown, failures: unknown[], limitMs: number): Promise<Ended> {
	let result: PromiseLike<unknown> | null = null;
	try {
		result = thenable(call());
	} catch (error) {
		failures.push(error);
	}
	// Most handlers of chat look at a message and return: they need no timer.
	if (!result) return { failures, isLate: false };
	const ended = Promise.resolve(result).then(
		() => false,
		(error) => {
			failures.push(error);
			return false;
		}
	);
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<boolean>((resolve) => {
		timer = setTimeout(() => resolve(true), limitMs).unref();
	});
	const isLate = await Promise.race([ended, late]);
	clearTimeout(timer);
	return { failures: isLate ? [...failures, new HandlerTimeout(limitMs)] : failures, isLate };
}

class HandlerTimeout extends Error {
	public override readonly name = 'HandlerTimeout';

	public constructor(limitMs: number) {
		super(`The handler did not end within ${limitMs / 1_000} s.`);
	}
}

/** What has to be waited for. Throws where a value does at the look. */
function thenable(value: unknown): PromiseLike<unknown> | null {
	const promise = value as PromiseLike<unknown> | null | undefined;
	return typeof promise?.then === 'function' ? promise : null;
}
