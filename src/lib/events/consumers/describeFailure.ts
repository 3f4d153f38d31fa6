import { withoutTokens } from '../../log/withoutTokens.js';
import { visibleLine } from '../../text/visible.js';

const Longest = 300;

/** A listener's error in one line for the log: its name and message, never its stack or fields. */
export function describeFailure(error: unknown): string {
	const line = visibleLine(withoutTokens(textOf(error).slice(0, Longest * 4)));
	return line.length > Longest ? `${line.slice(0, Longest - 1)}…` : line;
}

/** Anything can be thrown, also what cannot be made a text. */
function textOf(error: unknown): string {
	try {
		return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
	} catch {
		return 'Something was thrown that cannot be shown.';
	}
}
