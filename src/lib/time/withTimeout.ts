import { once } from 'node:events';

/** Rejects when it takes longer than the limit. What was started goes on by itself. */
export function withTimeout<T>(work: Promise<T>, limitMs: number, failure: string): Promise<T> {
	const late = once(AbortSignal.timeout(limitMs), 'abort').then(() => {
		throw new Error(`${failure} within ${limitMs / 1_000} s.`);
	});
	return Promise.race([work, late]);
}
