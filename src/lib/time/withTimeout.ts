import { once } from 'node:events';

/** Rejects when the work takes longer than the limit. The work itself is not cancelled. */
export function withTimeout<T>(work: Promise<T>, limitMs: number, failure: string): Promise<T> {
	const late = once(AbortSignal.timeout(limitMs), 'abort').then(() => {
		throw new Error(`${failure} within ${limitMs / 1_000} s.`);
	});
	return Promise.race([work, late]);
}
