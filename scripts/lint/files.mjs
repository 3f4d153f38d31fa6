import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { root } from '../build/root.mjs';

const skippedFolders = ['node_modules', 'dist', 'generated', 'images', 'cases', 'migrations', 'partial', 'plots', '_'];
const checkedFiles = /\.(ts|tsx|mts|cts|js|mjs|cjs|css|md|yml|yaml)$|^\.(ci|husky)\/\w+$/;

/** Lists the checked files in these files and folders, as paths from the root of the repository. */
function listFiles(paths) {
	return paths.flatMap((path) => {
		if (!statSync(join(root, path)).isDirectory()) return [path];
		return readdirSync(join(root, path), { withFileTypes: true })
			.filter((entry) => !(entry.isDirectory() && skippedFolders.includes(entry.name)))
			.flatMap((entry) => listFiles([`${path}/${entry.name}`]))
			.filter((file) => checkedFiles.test(file));
	});
}

/**
 * Runs one check on files, prints what it finds, and sets the exit code.
 *
 * @param {readonly string[]} paths Files and folders, where none is named on the command line
 * @param {(path: string, text: string) => { line: number, message: string }[]} check
 */
export function runCheck(paths, check) {
	const named = process.argv.slice(2).map((path) => relative(root, path).split(sep).join('/'));
	const files = listFiles(named.length > 0 ? named : paths);
	const findings = files.flatMap((path) =>
		check(path, readFileSync(join(root, path), 'utf8')).map(({ line, message }) => `${path}:${line} ${message}`)
	);
	for (const finding of findings) console.error(finding);
	if (findings.length > 0) {
		console.error(`\n${findings.length} found in ${files.length} files.`);
		process.exitCode = 1;
	}
}
