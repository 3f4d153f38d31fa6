import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { pageFiles } from '../../../../../sandbox/demo/page/pageFiles.js';

const paths = pageFiles.map(({ path }) => path);
const scripts = pageFiles.filter(({ type }) => type === 'text/javascript');

describe('the files of the page', () => {
	it.each(scripts)('$path is JavaScript', ({ text }) => {
		execFileSync(process.execPath, ['--check', '--input-type=module', '-'], { input: text });
	});

	it('load only each other', () => {
		const [html] = pageFiles;
		const loaded = [...html.text.matchAll(/(?:src|href)="(?!data:)([^"]+)"/g)].map(([, path]) => path);
		const imported = scripts.flatMap(({ text }) => [...text.matchAll(/from '\.([^']+)'/g)].map(([, path]) => path));

		expect(loaded).toEqual(['/style.css', '/script.js']);
		for (const path of imported) expect(paths).toContain(path);
	});

	it('put text from outside into text nodes', () => {
		for (const { text } of scripts) expect(text).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write/);
	});
});
