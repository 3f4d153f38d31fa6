import { describe, expect, it } from 'vitest';

const { findBannedWords } = await import(new URL('../../../scripts/lint/bannedWords.mjs', import.meta.url).href);
const { bannedWords } = await import(new URL('../../../scripts/lint/wordList.mjs', import.meta.url).href);

const found = (path: string, text: string): [number, string][] =>
	findBannedWords(path, text).map(({ line, message }: { line: number; message: string }) => [
		line,
		/^"(.+)": /.exec(message)?.[1] ?? message
	]);

describe('the check of words', () => {
	it('says where a word is and what to write instead', () => {
		expect(findBannedWords('a.md', 'One.\n\nIt is made anew.')).toEqual([{ line: 3, message: '"anew": "again"' }]);
	});

	it('finds words in comments, in strings and in the text of pages', () => {
		expect(found('a.ts', '// For whoever asks.\nconst a = 1;')).toEqual([[1, 'whoever']]);
		expect(found('a.ts', '/** Sends it.\n *\n * Nobody waits. */\nexport const a = 1;')).toEqual([[3, 'Nobody']]);
		expect(found('a.ts', "const a = 'The event is put aside.';")).toEqual([[1, 'put aside']]);
		expect(found('a.ts', 'const a = `Event $' + '{id} is mended.`;')).toEqual([[1, 'mended']]);
		expect(found('a.tsx', 'const a = <p>Shall it be {name}?</p>;')).toEqual([[1, 'Shall']]);
		expect(found('a.css', '/* What stands in the row. */')).toEqual([[1, 'stands in']]);
		expect(found('.ci/run', '# It is done by now.')).toEqual([[1, 'by now']]);
	});

	it('finds comments wherever they are', () => {
		const text = ['call(/* his */ a);', 'const b = { // ours', '\tc: 1', '\t// anew', '};', 'd(); // shall'].join('\n');
		expect(found('a.ts', text)).toEqual([
			[1, 'his'],
			[2, 'ours'],
			[4, 'anew'],
			[6, 'shall']
		]);
	});

	it('finds a phrase over the end of a line', () => {
		expect(found('a.ts', '// What became\n// of it.')).toEqual([[1, 'What became of']]);
		expect(found('a.ts', '/**\n * The account is\n * told.\n */')).toEqual([[2, 'is told']]);
		expect(found('a.md', '> It goes on\n> with the next.')).toEqual([[1, 'goes on with']]);
	});

	it('leaves code alone: identifiers, names in strings, modules, and what is in backticks', () => {
		const text = [
			"import { nobody } from './nobody.js';",
			"const ours = shall('whoever', his.ours);",
			'// Calls `shall` and `put aside`.',
			'const put = /put aside/; aside();'
		].join('\n');
		expect(found('a.ts', text)).toEqual([]);
		expect(found('a.md', 'Call `nobody()`.\n\n    nobody asks\n\n```ts\n// ours\n```\n[a](nobody.md)')).toEqual([]);
	});

	it('does not join what are two texts', () => {
		expect(found('a.ts', "const a = ['you put', 'aside of'];\n// put\naside();")).toEqual([]);
	});

	it('takes whole words only', () => {
		expect(found('a.md', 'Four hours, the shallow theme, this history, a recommended step, there.')).toEqual([]);
	});

	it('takes idioms only, not the same words before a noun', () => {
		const idioms = ['It does not wait any more.', 'Compares once more afterwards.', 'Kick refuses it for certain.'];
		expect(idioms.flatMap((text) => found('a.md', text))).toEqual([
			[1, 'any more'],
			[1, 'once more'],
			[1, 'for certain']
		]);
		expect(found('a.md', 'Takes no part in any more events, once more than ten wait, for certain types.')).toEqual([]);
		expect(found('a.ts', "import './under-way.js'; // See docs/under-way.md and `under way`.")).toEqual([]);
	});

	it.each([
		'everybody',
		'anybody',
		'for ever',
		'for good',
		'all the same',
		'under way',
		'tried again',
		'goes by the',
		'of no use',
		'without end'
	])('refuses "%s"', (phrase) => {
		expect(found('a.ts', `/** It is ${phrase} day. */\nexport const a = 1;`)).toEqual([[1, phrase]]);
	});

	it('has a word to write instead of each', () => {
		expect(bannedWords.filter(({ instead }: { instead: string }) => instead.trim() === '')).toEqual([]);
	});
});
