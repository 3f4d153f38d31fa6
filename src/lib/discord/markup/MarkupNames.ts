/** Names of what a text of Discord's mentions, as its author sees them. `null`: not known, or not for the author's eyes. */
export interface MarkupNames {
	user(id: string): string | null;
	role(id: string): string | null;
	channel(id: string): string | null;
}

const MaxNameLength = 100;

/** A name behind its sign, on one line. A role may be called "@everyone" itself. */
export function readableName(sign: '@' | '#', name: string | null, unknown: string): string {
	const line = name?.replace(/[\s\p{Cc}]+/gu, ' ').trim() ?? '';
	const readable = [...line].slice(0, MaxNameLength).join('') || unknown;
	return readable.startsWith(sign) ? readable : `${sign}${readable}`;
}
