/** Characters that change the reading direction or are not seen. The joiners of emoji stay. */
const Deceptive = /[\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]|(?![\n\t])\p{Cc}/gu;

/** A text with what could deceive its reader spelled out: it must not look like another. */
export function visible(text: string): string {
	return text.replace(Deceptive, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
