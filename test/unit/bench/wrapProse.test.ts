import { expect, it } from 'vitest';

const { wrapProse } = await import(new URL('../../../bench/report/wrapProse.mjs', import.meta.url).href);

const words = (count: number) => Array<string>(count).fill('word').join(' ');

it('paragraphs of the report are joined and wrapped at 120 columns', () => {
	expect(wrapProse(`${words(30)}\nend.\n\nNext.`)).toBe(`${words(24)}\n${words(6)} end.\n\nNext.`);
});

it('items of lists in the report keep their indentation', () => {
	expect(wrapProse(`- ${words(24)}\n  end.\n- Next.`)).toBe(`- ${words(23)}\n  word end.\n- Next.`);
});

it('headings, tables and pictures of the report stay as they are', () => {
	const text = [`## ${words(30)}`, '', `| ${words(30)} |`, '| --- |', '', `![${words(30)}](plots/a.svg)`].join('\n');
	expect(wrapProse(text)).toBe(text);
});

it('a number with a dot begins no line of the report, where it would be a list', () => {
	expect(wrapProse(`${words(24)} 4. ${words(1)}`)).toBe(`${words(24)} 4.\nword`);
});
