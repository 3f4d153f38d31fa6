const Longest = 200;

/** Foreign words for a log or an answer: on one line, without control characters, and 200 characters at most. */
export function oneLine(text: string): string {
	const line = text
		.slice(0, Longest * 4)
		.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
		.trim();
	return [...line].slice(0, Longest).join('');
}
