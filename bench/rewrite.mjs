// Writes RESULTS.md and the plots again from results.json, after a change of the report alone.
import { readFile } from 'node:fs/promises';
import { writeResults } from './report/writeResults.mjs';

const results = JSON.parse(await readFile(new URL('results.json', import.meta.url), 'utf8'));
console.log(`Written to ${await writeResults(results, true)}.`);
