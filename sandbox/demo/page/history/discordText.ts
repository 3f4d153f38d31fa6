/** A piece of a message; the text of a `time` is its ISO date. */
export interface TextPart {
	style: 'plain' | 'bold' | 'code' | 'time';
	text: string;
}

const Markdown = /\\([^\p{L}\p{N}\s])|`([^`\n]+)`|\*\*(.+?)\*\*|<t:(-?\d{1,12})(?::[tTdDfFR])?>/gsu;

/** Parses the markdown that bots use most: escapes, bold, code and times. The rest stays plain text. */
export function discordText(content: string): TextPart[] {
	const parts: TextPart[] = [];
	const add = (style: TextPart['style'], text: string) => {
		const last = parts.at(-1);
		if (last?.style === 'plain' && style === 'plain') last.text += text;
		else if (text !== '') parts.push({ style, text });
	};

	let end = 0;
	for (const match of content.matchAll(Markdown)) {
		const [whole, escaped, code, bold, seconds] = match;
		add('plain', content.slice(end, match.index));
		if (escaped !== undefined) add('plain', escaped);
		if (code !== undefined) add('code', code);
		if (bold !== undefined) add('bold', bold);
		if (seconds !== undefined) add('time', new Date(Number(seconds) * 1_000).toISOString());
		end = match.index + whole.length;
	}
	add('plain', content.slice(end));
	return parts;
}

export function plainPart(text: string): TextPart[] {
	return [{ style: 'plain', text }];
}
