import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

const page = await readFile('SECURITY.md', 'utf8');
const [, promises = ''] = page.split('## Promises');
const rows = (promises.split('\n## ')[0] ?? '')
	.split('\n')
	.filter((line) => line.startsWith('| ') && !line.startsWith('| promise |'));

describe('SECURITY.md', () => {
	it('contains promises', () => {
		expect(rows.length).toBeGreaterThan(20);
	});

	it.each(rows)('names a test that exists: %s', async (row) => {
		const [, path = '', title = ''] = /`(test\/[\w/]+\.test\.ts)` "([^"]+)" \|$/.exec(row) ?? [];
		expect(title.length).toBeGreaterThan(15);
		expect(await readFile(path, 'utf8')).toContain(title);
	});
});
