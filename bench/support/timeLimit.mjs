/** Returns a function that checks if the minutes are over. On a busy machine a part then does less. */
export function timeLimit(minutes) {
	const until = performance.now() + minutes * 60_000;
	return () => performance.now() > until;
}
