/** Text from outside, such as a name or a title. It may hold markup, line breaks and marks of direction. */
export interface OutsideText {
	outside: string;
}

/** Sentence in parts: words of the bot, and texts from outside. */
export type EventText = readonly (string | OutsideText)[];

/** Longest text from outside in a sentence. The page of the event has all of it. */
const MaxLength = 120;

/** Builds a sentence. Its values are words of the bot, or texts from outside. */
export function text(words: TemplateStringsArray, ...values: (string | OutsideText)[]): EventText {
	const parts = words.flatMap((word, index) => [word, values[index] ?? '']);
	return parts.filter((part) => part !== '');
}

function outside(content: string): OutsideText {
	return { outside: content };
}

/** Marks a text as coming from outside, and shortens it to one line of a list. */
export function limited(content: string): OutsideText {
	const line = content.replace(/\s+/g, ' ').trim();
	const characters = [...line.slice(0, 2 * MaxLength)];
	const isLong = characters.length > MaxLength || line.length > 2 * MaxLength;
	return outside(isLong ? `${characters.slice(0, MaxLength).join('')}…` : line);
}

/** Joins the parts to one text, for a place that contains the whole, such as a log line. */
export function joinedText(sentence: EventText): string {
	return sentence.map((part) => (typeof part === 'string' ? part : part.outside)).join('');
}
