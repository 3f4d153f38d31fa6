import { withEmoteNames } from '../lib/kick/index.js';

/** Characters that change the text direction, are invisible, or control a terminal. The emoji joiner (U+200D) stays. */
const Unprintable = /[\p{Cc}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu;

/**
 * Markdown that Discord would render. An underscore between letters or digits stays, because it never starts italics
 * there, and names like `kick_channel` must stay searchable.
 */
const Markdown = /[\\*`[\]<]|~~|\|\||(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|^(?:[#>-]|\d+(?=\.))/g;

const graphemes = new Intl.Segmenter();

/**
 * Turns text from people, Kick or errors into one line that Discord shows literally and without pings. Kick's emotes
 * become `:name:`.
 *
 * @param limit Maximum length of the result in UTF-16 units. A longer text is cut and ends with `…`.
 */
export function plainText(text: string, limit = 300): string {
	const oneLine = withEmoteNames(text).replace(/\s+/g, ' ').replace(Unprintable, '').trim();
	const escaped = oneLine
		.replace(Markdown, (markup) => [...markup].map((character) => `\\${character}`).join(''))
		.replace(/@(?=everyone|here|[!&]?\d)/g, '@\u200B');
	return cut(escaped, limit);
}

/** Cuts a text without splitting a character or an escape sequence. */
function cut(text: string, limit: number): string {
	if (text.length <= limit) return text;
	let kept = '';
	for (const { segment } of graphemes.segment(text)) {
		if (kept.length + segment.length >= limit) break;
		kept += segment;
	}
	return `${kept.replace(/\\+$/, '')}…`;
}
