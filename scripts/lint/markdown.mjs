const fence = /^ {0,3}(```+|~~~+)/;
const indentedCode = /^( {4}|\t)/;
const listItem = /^\s*([-*+]|\d+\.)\s/;

/**
 * Addresses, which cannot be wrapped: targets of links and images, definitions of references, bare URLs.
 * A target may have parentheses of its own.
 */
export const addresses =
	/(?<=\]\()[^()\s]+(?:\([^()\s]*\)[^()\s]*)*(?=[\s)])|(?<=^\[[^\]]+\]:\s*)\S+|https?:\/\/[^\s)>\]]+/gm;

/**
 * Says of each line of a Markdown text what it is: `code`, `table` or `prose`.
 *
 * Lines that are indented by four are code after a blank line, but not within a list.
 */
export function lineKinds(text) {
	let openFence = null;
	let inList = false;
	let previous = 'blank';
	return text.split('\n').map((line) => {
		previous = kindOf(line);
		return previous === 'blank' ? 'prose' : previous;
	});

	function kindOf(line) {
		const marker = fence.exec(line)?.[1];
		if (openFence !== null) {
			if (marker?.startsWith(openFence)) openFence = null;
			return 'code';
		}
		if (marker !== undefined) {
			openFence = marker;
			return 'code';
		}
		if (line.trim() === '') return previous === 'code' ? 'code' : 'blank';
		if (!inList && indentedCode.test(line) && previous !== 'prose') return 'code';
		if (listItem.test(line)) inList = true;
		else if (/^\S/.test(line) && previous === 'blank') inList = false;
		return line.trimStart().startsWith('|') ? 'table' : 'prose';
	}
}
