/**
 * Characters that change the reading direction, are invisible or control a terminal. The joiners of emoji are allowed.
 */
const Deceptive = /[\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]|(?![\n\t])\p{Cc}/gu;

/** Escapes the characters that could make a text look like another one. Line breaks and tabs stay. */
export function escapeControls(text: string): string {
	return text.replace(Deceptive, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Escapes a text and puts it on one line. In a log or terminal, a line break would begin a line of its own. */
export function escapedLine(text: string): string {
	return escapeControls(text.replace(/\s+/g, ' ').trim());
}
