const Longest = 300;

/** A listener's error in one line for the log: its name and message, never its stack or fields. */
export function describeFailure(error: unknown): string {
	const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
	const line = text.replace(/\s+/g, ' ').trim();
	return line.length > Longest ? `${line.slice(0, Longest - 1)}…` : line;
}
