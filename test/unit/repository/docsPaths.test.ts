import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const pages = ['docs/architecture.md', ...readdirSync('docs/decisions').map((name) => `docs/decisions/${name}`)];

/** Paths from the root of the repository in backticks. One with a `*` names several files. */
const Path = /`((?:src|sandbox|test|scripts|prisma|bench|docs)\/[\w./-]+)`/g;

it.each(pages)('%s names only files and folders that exist', (page) => {
	const paths = [...readFileSync(page, 'utf8').matchAll(Path)].map(([, path = '']) => path);
	expect(paths.filter((path) => !existsSync(path))).toEqual([]);
});

it('the index of the decisions names each page once, by its title', () => {
	const index = readFileSync('docs/decisions/README.md', 'utf8');
	const lines = [...index.matchAll(/^- \[(.+)\]\((.+\.md)\)$/gm)].map(([, title, name]) => `${name}: ${title}`);
	const expected = pages
		.filter((page) => page.startsWith('docs/decisions/') && !page.endsWith('README.md'))
		.map((page) => `${page.slice('docs/decisions/'.length)}: ${/^# (.+)$/m.exec(readFileSync(page, 'utf8'))?.[1]}`);
	expect(lines.sort()).toEqual(expected.sort());
});
