import { describe, expect, it } from 'vitest';

const { findWideLines } = await import(new URL('../../../scripts/lint/lineWidth.mjs', import.meta.url).href);

const wide = 'word '.repeat(30);
const linesOf = (path: string, text: string) => findWideLines(path, text).map(({ line }: { line: number }) => line);

describe('the check of line width', () => {
	it('takes 120 columns and no more', () => {
		expect(findWideLines('a.ts', 'x'.repeat(120))).toEqual([]);
		expect(findWideLines('a.ts', `\n${'x'.repeat(121)}\n`)).toEqual([
			{ line: 2, message: 'has 121 columns, at most 120 fit: wrap it' }
		]);
	});

	it('counts a tab as two columns, as Biome does, and a character outside of the basic plane as one', () => {
		expect(linesOf('a.ts', `\t${'x'.repeat(118)}`)).toEqual([]);
		expect(linesOf('a.ts', `\t${'x'.repeat(119)}`)).toEqual([1]);
		expect(linesOf('a.ts', '😀'.repeat(120))).toEqual([]);
	});

	it('finds comments, code and shell scripts alike', () => {
		expect(linesOf('a.ts', `// ${wide}\nconst a = 1;\n/** ${wide} */`)).toEqual([1, 3]);
		expect(linesOf('.ci/run', `# ${wide}`)).toEqual([1]);
	});

	it('does not count addresses', () => {
		const address = `https://example.org/${'x'.repeat(120)}`;
		expect(linesOf('a.ts', `// See ${address}`)).toEqual([]);
		expect(linesOf('a.md', `See [this](${address}) and [that](docs/${'x'.repeat(100)}.md#a).`)).toEqual([]);
		expect(linesOf('a.md', `[name]: ${address}`)).toEqual([]);
		expect(linesOf('a.md', `${wide} [this](${address})`)).toEqual([1]);
	});

	it('leaves tables and code of Markdown alone, but not prose and lists', () => {
		const text = [
			'# Title',
			'',
			`| ${wide} |`,
			'',
			'```sh',
			wide,
			'```',
			'',
			`    ${wide}`,
			'',
			`    ${wide}`,
			'',
			wide,
			'',
			`- ${wide}`,
			'',
			`    ${wide}`
		].join('\n');
		expect(linesOf('a.md', text)).toEqual([13, 15, 17]);
	});
});
