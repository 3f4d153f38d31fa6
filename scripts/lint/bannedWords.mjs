// Finds the words of `wordList.mjs` in comments, in strings and in Markdown. Names of code are free.
//
//   node scripts/lint/bannedWords.mjs [files and folders]
import { fileURLToPath } from 'node:url';
import { runCheck } from './files.mjs';
import { proseOf } from './prose.mjs';
import { scope } from './scope.mjs';
import { bannedWords } from './wordList.mjs';

/** These name the words on purpose. */
const exempt = ['scripts/lint/wordList.mjs', 'test/unit/repository/bannedWords.test.ts'];

const patterns = bannedWords.map(({ phrase, instead }) => ({
	// Not within a longer name such as `put-aside` or `/his`.
	pattern: new RegExp(`(?<![\\w/@#.-])${phrase.replaceAll(' ', '\\s+')}(?![\\w/-])`, 'gi'),
	instead
}));

/** Finds the banned words of a file, each once, in the order of the text. */
export function findBannedWords(path, text) {
	if (exempt.includes(path)) return [];
	const prose = proseOf(path, text);
	const found = new Map();
	for (const { pattern, instead } of patterns) {
		for (const { 0: words, index } of prose.matchAll(pattern)) {
			const line = prose.slice(0, index).split('\n').length;
			const message = `"${words.replace(/\s+/g, ' ')}": ${instead}`;
			// The longer of two phrases that end together comes first in the list.
			const end = index + words.length;
			if (!found.has(end)) found.set(end, { line, message });
		}
	}
	return [...found].sort(([a], [b]) => a - b).map(([, finding]) => finding);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) runCheck(scope, findBannedWords);
