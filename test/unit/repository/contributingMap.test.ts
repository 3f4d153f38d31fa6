import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mapProblems, readMap } from './contributingMap.js';

/** Folders without code, or that are made and not written. */
const NotInMap = ['coverage/', 'data/', 'dist/', 'docs/', 'node_modules/', 'src/generated/'];

const hasFiles = (folder: string) =>
	readdirSync(folder, { withFileTypes: true, recursive: true }).some((entry) => entry.isFile());

const foldersOf = (parent: string) =>
	readdirSync(parent || '.', { withFileTypes: true })
		.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
		.map((entry) => `${parent}${entry.name}/`)
		// Git leaves empty folders behind where files were moved.
		.filter((folder) => !NotInMap.includes(folder) && hasFiles(folder));

describe('the map of the code in CONTRIBUTING.md', () => {
	it('names each folder of the repository, of src, src/lib and test, and nothing that does not exist', () => {
		const named = readMap(readFileSync('CONTRIBUTING.md', 'utf8'));
		const folders = ['', 'src/', 'src/lib/', 'test/'].flatMap(foldersOf);
		expect(folders.length).toBeGreaterThan(40);
		expect(mapProblems(named, folders, existsSync)).toEqual([]);
	});
});

describe('reading the map', () => {
	const markdown = [
		'# Title',
		'',
		'    not/    a map',
		'',
		'## Map of the code',
		'',
		'    src/',
		'      bot.ts, bot/  the ready bot: see src/lib/',
		'      commands/  routes/',
		'                    thin pieces',
		'      lib/',
		'        kick/       Kick',
		'    test/           tests',
		'      unit/',
		'',
		'Text.',
		'',
		'    other/'
	].join('\n');
	const Named = ['src/', 'src/bot.ts', 'src/bot/', 'src/commands/', 'src/routes/', 'src/lib/', 'src/lib/kick/'];

	it('gives the path of each name, by its indentation', () => {
		expect(readMap(markdown)).toEqual([...Named, 'test/', 'test/unit/']);
	});

	it('says what to add and what to remove', () => {
		expect(mapProblems(['src/', 'src/old/'], ['src/', 'src/new/'], (path) => path !== 'src/old/')).toEqual([
			'Add src/new/ to "Map of the code" in CONTRIBUTING.md, with a few words on its job.',
			'Remove src/old/ from "Map of the code" in CONTRIBUTING.md: it does not exist.'
		]);
	});
});
