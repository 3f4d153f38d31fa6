const MaxColumns = 120;
/** Headings, tables and pictures stay as they are. */
const notProse = /^(#|\||!\[)/;
const listItem = /^- /;
/** A word that would begin a list, a heading or a quotation at the begin of a line. */
const marker = /^([-+*>]|#+|\d+[.)])$/;

/** Wraps the paragraphs and list items of a Markdown text that has no code blocks. */
export function wrapProse(text) {
	const blocks = [];
	for (const line of text.split('\n')) {
		const last = blocks.at(-1);
		const continues = line !== '' && !notProse.test(line) && !listItem.test(line) && last !== '' && last !== undefined;
		if (continues && !notProse.test(last)) blocks[blocks.length - 1] = `${last} ${line.trim()}`;
		else blocks.push(line);
	}
	return blocks.map((block) => (notProse.test(block) ? block : wrap(block))).join('\n');
}

function wrap(block) {
	const indent = listItem.test(block) ? '  ' : '';
	const lines = [];
	for (const word of block.split(' ')) {
		const line = `${lines.at(-1)} ${word}`;
		if (lines.length > 0 && (line.length <= MaxColumns || marker.test(word))) lines[lines.length - 1] = line;
		else lines.push(lines.length > 0 ? indent + word : word);
	}
	return lines.join('\n');
}
