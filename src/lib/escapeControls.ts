/** Characters that change the reading direction, are not seen, or control a terminal. The joiners of emoji stay. */
const Deceptive = /[\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]|(?![\n\t])\p{Cc}/gu;

/** A text with what could deceive its reader spelled out: it must not look like another. Line breaks and tabs stay. */
export function escapeControls(text: string): string {
	return text.replace(Deceptive, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The same on one line, for a log or a terminal, where a line break would begin a line of its own. */
export function escapedLine(text: string): string {
	return escapeControls(text.replace(/\s+/g, ' ').trim());
}
