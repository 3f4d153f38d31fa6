const MaxLength = 200;

/** Shortens text from outside for a log or a reply: one line, no control characters, at most 200 characters. */
export function oneLine(text: string): string {
	const line = text
		.slice(0, MaxLength * 4)
		.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
		.trim();
	return [...line].slice(0, MaxLength).join('');
}
