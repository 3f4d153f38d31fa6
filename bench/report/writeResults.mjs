import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { plotsOf } from './plots.mjs';
import { report } from './report.mjs';

/** Writes the report and returns its folder. An incomplete run does not replace a complete one. */
export async function writeResults(results, isComplete) {
	const folder = new URL(isComplete ? '../' : '../partial/', import.meta.url);
	await mkdir(new URL('plots/', folder), { recursive: true });
	await writeFile(new URL('results.json', folder), `${JSON.stringify(results, null, '\t')}\n`);
	await writeFile(new URL('RESULTS.md', folder), report(results));
	for (const [name, svg] of Object.entries(plotsOf(results))) await writeFile(new URL(`plots/${name}`, folder), svg);
	return fileURLToPath(folder);
}
