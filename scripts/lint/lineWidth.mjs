// Finds lines of more than 120 columns. Biome wraps code, but neither comments nor Markdown nor long texts.
//
//   node scripts/lint/lineWidth.mjs [files and folders]
import { fileURLToPath } from 'node:url';
import { runCheck } from './files.mjs';
import { addresses, lineKinds } from './markdown.mjs';
import { scope } from './scope.mjs';

export const maxColumns = 120;
/** A font as base64, in one line. */
const exempt = ['src/lib/pictures/font/inter.ts'];
/** As many as Biome counts for a tab. */
const tabColumns = 2;

/** Finds the lines that are too wide. Addresses do not count, nor do tables and code in Markdown. */
export function findWideLines(path, text) {
	if (exempt.includes(path)) return [];
	const kinds = path.endsWith('.md') ? lineKinds(text) : null;
	return text.split('\n').flatMap((content, index) => {
		if (kinds !== null && kinds[index] !== 'prose') return [];
		const columns = columnsOf(content.replace(addresses, ''));
		if (columns <= maxColumns) return [];
		return [{ line: index + 1, message: `has ${columns} columns, at most ${maxColumns} fit: wrap it` }];
	});
}

function columnsOf(line) {
	const tabs = line.split('\t').length - 1;
	return [...line].length + tabs * (tabColumns - 1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) runCheck(scope, findWideLines);
