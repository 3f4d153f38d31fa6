const Mark = /[\u2066-\u2069]/g;
const Pop = '\u2069';

/**
 * The same text with every isolate of its own closed, and none that is not its own: otherwise the end of the element around it
 * would close the text's isolate in place of the element's, and what follows would be turned with the text.
 *
 * @see https://www.unicode.org/reports/tr9/#BD9
 */
export function closeIsolates(text: string): string {
	let open = 0;
	const closed = text.replace(Mark, (mark) => {
		if (mark !== Pop) open++;
		else if (open === 0) return '';
		else open--;
		return mark;
	});
	return closed + Pop.repeat(open);
}
