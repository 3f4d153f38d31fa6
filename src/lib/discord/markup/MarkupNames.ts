/** Names for the mentions in a Discord text. `null` when unknown, or not visible to the author of the text. */
export interface MarkupNames {
	user(id: string): string | null;
	role(id: string): string | null;
	channel(id: string): string | null;
}

const MaxNameLength = 100;

/** Returns a name with its sign, on one line. A role name may already start with the sign, such as "@everyone". */
export function readableName(sign: '@' | '#', name: string | null, unknown: string): string {
	const line = name?.replace(/[\s\p{Cc}]+/gu, ' ').trim() ?? '';
	const readable = [...line].slice(0, MaxNameLength).join('') || unknown;
	return readable.startsWith(sign) ? readable : `${sign}${readable}`;
}
