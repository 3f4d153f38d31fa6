/** Tells whether so many minutes are over: on a busy machine a part does less, so that all of it ends in time. */
export function timeLimit(minutes) {
	const until = performance.now() + minutes * 60_000;
	return () => performance.now() > until;
}
